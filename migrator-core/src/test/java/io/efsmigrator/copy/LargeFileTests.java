package io.efsmigrator.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large file is copied by several threads and goes on where it was stopped. */
class LargeFileTests {

  private static final int BLOCK = FileContent.BLOCK_BYTES;
  private static final int SIZE = 9 * BLOCK + 12_345;
  private static final long LARGE_FROM = 2L * BLOCK;
  private static final long NOTE_EVERY = 3L * BLOCK;
  private static final RelativePath PATH = RelativePath.of("call.wav");
  private static final byte MARK = 77;

  @TempDir
  Path folder;

  private final ExecutorService pool = Executors.newFixedThreadPool(6);
  private Path source = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void aLargeFile() throws IOException {
    source = Files.createDirectory(folder.resolve("source")).resolve("call.wav");
    target = Files.createDirectory(folder.resolve("target")).resolve("call.wav");
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    Files.write(source, content);
  }

  @AfterEach
  void endThePool() {
    pool.close();
  }

  @Test
  void manyThreadsMakeTheSameFileAndTheSameHash() throws IOException {
    LedgerEntry copied = copy();

    assertThat(copied.outcome()).isEqualTo(Outcome.COPIED);
    assertThat(copied.sha256()).isEqualTo(hash(source));
    assertThat(target).hasSameBinaryContentAs(source);
  }

  @Test
  void theThreadThatHasTheFileDoesNotWaitForABusyPool() throws IOException {
    LedgerEntry copied = copy(new LargeFiles(folder.resolve("large"), helper -> {},
        CopyGuard.ALWAYS_OPEN, LARGE_FROM, NOTE_EVERY));

    assertThat(copied.sha256()).isEqualTo(hash(source));
  }

  @Test
  void holesOfALargeFileStayHoles() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(0);
      file.setLength(40L * BLOCK);
      file.seek(20L * BLOCK + 5_000);
      file.write(MARK);
    }

    LedgerEntry copied = copy();

    assertThat(copied.sha256()).isEqualTo(hash(source));
    assertThat(target).hasSameBinaryContentAs(source);
    assertThat(stat(target).allocatedBytes()).isLessThan(BLOCK);
  }

  @Test
  void aStoppedCopyGoesOnBehindItsLastNote() throws IOException {
    stopAfter(8);
    // Would be written over if that part were copied once more.
    mark(0);

    LedgerEntry copied = copy();

    assertThat(byteAt(0)).isEqualTo(MARK);
    assertThat(copied.outcome()).isEqualTo(Outcome.COPIED);
    assertThat(copied.sha256()).isEqualTo(hash(source));
    mark(0, Files.readAllBytes(source)[0]);
    assertThat(target).hasSameBinaryContentAs(source);
  }

  @Test
  void aSourceThatChangedMeanwhileIsCopiedFromTheBeginning() throws IOException {
    stopAfter(8);
    mark(0);
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.seek(1);
      file.write(MARK);
    }

    copy();

    assertThat(target).hasSameBinaryContentAs(source);
  }

  @Test
  void aTargetThatWasMadeAnewIsCopiedFromTheBeginning() throws IOException {
    stopAfter(8);
    byte[] foreign = new byte[SIZE];
    // Moved away, not deleted: its inode must not be given to the new one.
    Files.move(target, folder.resolve("target/other"));
    Files.write(target, foreign);

    copy();

    assertThat(target).hasSameBinaryContentAs(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"half a no", "\u00ff\n1", ""})
  void aDamagedNoteCountsForNothing(String bytes) throws IOException {
    stopAfter(8);
    mark(0);
    try (var notes = Files.list(folder.resolve("large"))) {
      for (Path note : notes.toList()) {
        Files.writeString(note, bytes, StandardCharsets.ISO_8859_1);
      }
    }

    copy();

    assertThat(target).hasSameBinaryContentAs(source);
  }

  @Test
  void aFailureOfOneThreadEndsAllBeforeItIsTold() throws IOException {
    AtomicInteger begun = new AtomicInteger();
    CopyGuard enough = () -> {
      if (begun.incrementAndGet() > 5) {
        throw new CopyStoppedException("enough");
      }
    };

    assertThatThrownBy(() -> copy(new LargeFiles(folder.resolve("large"), pool, enough,
        LARGE_FROM, NOTE_EVERY))).isInstanceOf(CopyStoppedException.class);
    long written = stat(target).allocatedBytes();
    pool.close();

    assertThat(stat(target).allocatedBytes()).isEqualTo(written);
    assertThat(copy(new LargeFiles(folder.resolve("large"), helper -> {}, CopyGuard.ALWAYS_OPEN,
        LARGE_FROM, NOTE_EVERY)).sha256()).isEqualTo(hash(source));
  }

  private void stopAfter(int blocks) throws IOException {
    AtomicInteger begun = new AtomicInteger();
    CopyGuard enough = () -> {
      if (begun.incrementAndGet() > blocks) {
        throw new CopyStoppedException("enough");
      }
    };
    // One thread, so that it is known which blocks are done.
    assertThatThrownBy(() -> copy(new LargeFiles(folder.resolve("large"), helper -> {}, enough,
        LARGE_FROM, NOTE_EVERY))).isInstanceOf(CopyStoppedException.class);
  }

  private LedgerEntry copy() throws IOException {
    return copy(new LargeFiles(folder.resolve("large"), pool, CopyGuard.ALWAYS_OPEN, LARGE_FROM,
        NOTE_EVERY));
  }

  private LedgerEntry copy(LargeFiles large) throws IOException {
    try (DirectoryTree from = DirectoryTree.open(folder.resolve("source"));
        DirectoryTree to = DirectoryTree.open(folder.resolve("target"))) {
      return new EntryCopier(from, to, new DeletePolicy.Keep(), CopyGuard.ALWAYS_OPEN,
          Pace.UNLIMITED, large, XattrScope.of(from.root()), Settling.UNNEEDED)
          .copy(ManifestEntry.of(Kind.FILE, PATH, Metadata.from(stat(source))));
    }
  }

  private static Stat stat(Path file) throws IOException {
    try (Directory parent = Directory.open(file.resolveSibling("."))) {
      return parent.stat(Name.of(file.getFileName().toString()));
    }
  }

  private void mark(long at) throws IOException {
    mark(at, MARK);
  }

  private void mark(long at, byte value) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
      file.seek(at);
      file.write(value);
    }
  }

  private byte byteAt(long at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "r")) {
      file.seek(at);
      return file.readByte();
    }
  }

  private static Sha256 hash(Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    digest.update(Files.readAllBytes(file));
    return Sha256.of(digest);
  }
}
