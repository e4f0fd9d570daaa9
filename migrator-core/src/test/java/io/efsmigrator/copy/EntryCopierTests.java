package io.efsmigrator.copy;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EntryCopierTests {

  private static final RelativePath F = RelativePath.of("f");

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void create() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
  }

  @Test
  void tellsWhatItCopied() throws IOException {
    FileTree.of(file("f", "content")).build(source);

    LedgerEntry done = copy(F);

    assertThat(done.outcome()).isEqualTo(Outcome.COPIED);
    assertThat(done.bytes()).isEqualTo(7);
    assertThat(done.sha256()).isEqualTo(hash("content".getBytes(StandardCharsets.UTF_8)));
    assertThat(done.sourceInode()).isEqualTo(stat(source, "f").inode());
    assertThat(done.sourceCtime()).isEqualTo(stat(source, "f").ctime());
    assertThat(done.errno()).isNull();
  }

  @Test
  void aPlantedLinkIsReplacedAndWhatItLeadsToIsNotTouched() throws IOException {
    FileTree.of(file("f", "content")).build(source);
    Path canary = Files.writeString(folder.resolve("canary"), "alive");
    Files.createSymbolicLink(target.resolve("f"), canary);

    assertThat(copy(F).outcome()).isEqualTo(Outcome.COPIED);

    assertThat(canary).hasContent("alive");
    assertThat(stat(target, "f").mtime()).isEqualTo(Node.DEFAULT_MTIME);
    assertThat(target.resolve("f")).isRegularFile().hasContent("content");
  }

  @Test
  void aPlantedFifoDoesNotHang() throws IOException {
    FileTree.of(file("f", "content")).build(source);
    FileTree.of(fifo("f")).build(target);

    assertThat(copy(F).outcome()).isEqualTo(Outcome.COPIED);
    assertThat(target.resolve("f")).isRegularFile().hasContent("content");
  }

  @Test
  void aFileWithFurtherNamesIsNotWrittenThrough() throws IOException {
    FileTree.of(file("f", "content")).build(source);
    Path canary = Files.writeString(folder.resolve("canary"), "alive");
    Files.createLink(target.resolve("f"), canary);

    copy(F);

    assertThat(canary).hasContent("alive");
    assertThat(target.resolve("f")).hasContent("content");
    assertThat(stat(target, "f").linkCount()).isEqualTo(1);
  }

  @Test
  void aDirectoryInThePlaceOfTheParentIsNotFollowedElsewhere() throws IOException {
    FileTree.of(dir("d", file("f", "content"))).build(source);
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(target.resolve("d"), outside);

    LedgerEntry done = copy(RelativePath.of("d/f"));

    assertThat(done.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(done.errno()).isEqualTo(Errno.ENOTDIR);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void whatAnEarlierCopyLeftIsCutOff() throws IOException {
    FileTree.of(file("f", "short").mode(0600)).build(source);
    FileTree.of(file("f", "much longer than that").mode(06777)).build(target);

    copy(F);

    assertThat(FileTree.read(target).entry("f")).isEqualTo(FileTree.read(source).entry("f"));
  }

  @Test
  void aFileThatKeepsChangingIsInFluxAndDoesNotLookComplete() throws IOException {
    FileTree.of(file("f", "content")).build(source);
    AtomicInteger changes = new AtomicInteger();

    LedgerEntry done = copy(F, () -> Files.writeString(source.resolve("f"),
        "content".repeat(2 + changes.incrementAndGet())));

    assertThat(done.outcome()).isEqualTo(Outcome.IN_FLUX);
    assertThat(done.attempts()).isEqualTo(EntryCopier.MAX_ATTEMPTS);
    assertThat(stat(target, "f").mtime()).isEqualTo(FileCopy.UNFINISHED);
    assertThat(Problems.of(done)).isPresent();
  }

  @Test
  void aFileThatChangesOnceIsCopiedAsItIsInTheEnd() throws IOException {
    FileTree.of(file("f", "content")).build(source);
    AtomicInteger changes = new AtomicInteger();

    LedgerEntry done = copy(F, () -> {
      if (changes.getAndIncrement() == 0) {
        Files.writeString(source.resolve("f"), "longer content");
      }
    });

    assertThat(done.outcome()).isEqualTo(Outcome.COPIED);
    assertThat(done.attempts()).isEqualTo(2);
    assertThat(target.resolve("f")).hasContent("longer content");
  }

  @Test
  void aFileThatIsReplacedWhileItIsReadIsNotTorn() throws IOException {
    FileTree.of(file("f", "content"), file("g", "another")).build(source);
    AtomicInteger changes = new AtomicInteger();

    LedgerEntry done = copy(F, () -> {
      if (changes.getAndIncrement() == 0) {
        Files.move(source.resolve("g"), source.resolve("f"), StandardCopyOption.REPLACE_EXISTING);
      }
    });

    assertThat(done.outcome()).isEqualTo(Outcome.COPIED);
    assertThat(target.resolve("f")).hasContent("another");
  }

  @Test
  void aFileThatIsGoneIsVanishedAndNoProblem() throws IOException {
    FileTree.of(file("f", "content")).build(source);
    ManifestEntry entry = entry(F);
    Files.delete(source.resolve("f"));

    LedgerEntry done = copy(entry, CopyGuard.ALWAYS_OPEN);

    assertThat(done.outcome()).isEqualTo(Outcome.VANISHED);
    assertThat(Problems.of(done)).isEmpty();
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aFileThatBecameAFifoDoesNotHang() throws IOException {
    FileTree.of(file("f", "content")).build(source);
    ManifestEntry entry = entry(F);
    Files.delete(source.resolve("f"));
    FileTree.of(fifo("f")).build(source);

    assertThat(copy(entry, CopyGuard.ALWAYS_OPEN).outcome()).isEqualTo(Outcome.VANISHED);
  }

  @Test
  void aLinkThatBecameAFileIsLeftToTheNextPass() throws IOException {
    FileTree.of(symlink("f", "x")).build(source);
    ManifestEntry link = ManifestEntry.symlink(F, Metadata.from(stat(source, "f")),
        io.efsmigrator.posix.LinkTarget.of("x"));
    Files.delete(source.resolve("f"));
    FileTree.of(file("f", "content")).build(source);

    assertThat(copy(link, CopyGuard.ALWAYS_OPEN).outcome()).isEqualTo(Outcome.VANISHED);
  }

  @Test
  void holesStayHoles() throws IOException {
    byte[] block = new byte[200_000];
    Arrays.fill(block, (byte) 7);
    try (RandomAccessFile file = new RandomAccessFile(source.resolve("f").toFile(), "rw")) {
      file.seek(1 << 24);
      file.write(block);
      file.setLength(1 << 26);
    }

    LedgerEntry done = copy(F);

    assertThat(Files.mismatch(source.resolve("f"), target.resolve("f"))).isEqualTo(-1);
    assertThat(done.sha256()).isEqualTo(hash(Files.readAllBytes(source.resolve("f"))));
    assertThat(blocks(target.resolve("f"))).isLessThan(2_000).isPositive();
  }

  @Test
  void aFileThatIsOneHoleStaysOne() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(source.resolve("f").toFile(), "rw")) {
      file.setLength(5_000_000);
    }

    copy(F);

    assertThat(Files.size(target.resolve("f"))).isEqualTo(5_000_000);
    assertThat(blocks(target.resolve("f"))).isZero();
  }

  @Test
  void aFileOfSeveralBuffersIsCopiedWhole() throws IOException {
    byte[] content = new byte[(3 << 20) + 17];
    new java.util.Random(42).nextBytes(content);
    Files.write(source.resolve("f"), content);

    LedgerEntry done = copy(F);

    assertThat(target.resolve("f")).hasBinaryContent(content);
    assertThat(done.sha256()).isEqualTo(hash(content));
  }

  @Test
  void aFullTargetEndsTheStepAndSaysWhatToDo() throws Exception {
    Assumptions.assumeTrue(stat(folder, "source").uid() == 0, "mounting needs root");
    Files.write(source.resolve("f"), new byte[300_000]);
    run("mount", "-t", "tmpfs", "-o", "size=128k", "none", target.toString());
    try {
      assertThatThrownBy(() -> copy(F)).isInstanceOfSatisfying(TargetFailedException.class, e -> {
        assertThat(e.what()).contains("no space left");
        assertThat(e.remedy()).contains("Make room");
      });
    } finally {
      run("umount", target.toString());
    }
  }

  @Test
  void aReadOnlyTargetEndsTheStep() throws Exception {
    Assumptions.assumeTrue(stat(folder, "source").uid() == 0, "mounting needs root");
    FileTree.of(file("f", "content")).build(source);
    run("mount", "-t", "tmpfs", "-o", "size=128k,ro", "none", target.toString());
    try {
      assertThatThrownBy(() -> copy(F)).isInstanceOf(TargetFailedException.class)
          .hasMessageContaining("read-only");
    } finally {
      run("umount", target.toString());
    }
  }

  @Test
  void anErrorOfAttributesAloneTakesNoContentAway() throws IOException {
    FileTree.of(file("f", "content").mode(0640)).build(source);
    FileTree.of(file("f", "content").mode(0600)).build(target);
    ManifestEntry attributes = ManifestEntry.of(Kind.ATTRIBUTES, F,
        Metadata.from(stat(source, "f")));
    AtomicInteger changes = new AtomicInteger();

    LedgerEntry done = copy(attributes, () -> {
      if (changes.getAndIncrement() == 0) {
        throw unchecked(new PosixException(Errno.EIO, "chmod", "f"));
      }
    });

    assertThat(target.resolve("f")).hasContent("content");
    assertThat(done.outcome()).isEqualTo(Outcome.ATTRIBUTES_SET);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void refusesWhatBelongsToTheFinishing() throws IOException {
    FileTree.of(file("f", "content")).build(source);
    ManifestEntry delete = ManifestEntry.of(Kind.DELETE, F, Metadata.from(stat(source, "f")));

    assertThatThrownBy(() -> copy(delete, CopyGuard.ALWAYS_OPEN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private LedgerEntry copy(RelativePath path) throws IOException {
    return copy(path, () -> {});
  }

  /** Copies and does something before each write of content. */
  private LedgerEntry copy(RelativePath path, IoAction beforeWrite) throws IOException {
    return copy(entry(path), () -> {
      if (Files.exists(target.resolve(path.toString()))) {
        try {
          beforeWrite.run();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    });
  }

  private LedgerEntry copy(ManifestEntry entry, CopyGuard guard) throws IOException {
    try (DirectoryTree from = DirectoryTree.open(source);
        DirectoryTree to = DirectoryTree.open(target)) {
      return new EntryCopier(from, to, new DeletePolicy.Delete(10), guard, Pace.UNLIMITED,
          LargeFiles.in(folder, Runnable::run, CopyGuard.ALWAYS_OPEN),
          XattrScope.of(from.root()), Settling.UNNEEDED).copy(entry);
    }
  }

  private ManifestEntry entry(RelativePath path) throws IOException {
    return ManifestEntry.of(Kind.FILE, path,
        Metadata.from(stat(source.resolve(path.parent().toString()), path.name().toString())));
  }

  private static Stat stat(Path directory, String name) throws IOException {
    try (Directory open = Directory.open(directory)) {
      return open.stat(Name.of(name));
    }
  }

  private static long blocks(Path file) throws IOException {
    Process process = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
    return Long.parseLong(new String(process.getInputStream().readAllBytes(),
        StandardCharsets.US_ASCII).trim());
  }

  /** The guard stands where the call behind it would fail, and may not declare that. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException unchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }

  private static Sha256 hash(byte[] content) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(content);
    return Sha256.of(digest);
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @FunctionalInterface
  private interface IoAction {
    void run() throws IOException;
  }
}
