package io.efsmigrator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.verify.Verification.InFlux;
import io.efsmigrator.verify.Verification.Mismatch;
import io.efsmigrator.verify.Verification.Vanished;
import io.efsmigrator.verify.Verification.Verified;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContentVerifierTests {

  private static final RelativePath PATH = RelativePath.of("d/f");

  @TempDir
  private Path folder;
  private Path source;
  private Path target;
  private DirectoryTree sourceTree;
  private DirectoryTree targetTree;
  private ContentVerifier verifier;

  @BeforeEach
  void open() throws IOException {
    source = Files.createDirectories(folder.resolve("source/d")).resolve("f");
    target = Files.createDirectories(folder.resolve("target/d")).resolve("f");
    sourceTree = DirectoryTree.open(folder.resolve("source"));
    targetTree = DirectoryTree.open(folder.resolve("target"));
    verifier = new ContentVerifier(sourceTree, targetTree, Pace.UNLIMITED);
  }

  @AfterEach
  void close() throws IOException {
    sourceTree.close();
    targetTree.close();
  }

  @Test
  void theLedgersHashIsEnoughAndTheSourceIsNotAsked() throws IOException {
    Files.writeString(target, "content");

    assertThat(verifier.verify(entry("content", Timestamp.EPOCH, 0)))
        .isEqualTo(new Verified(7, hash("content")));
  }

  @Test
  void oneFlippedBitIsAMismatch() throws IOException {
    Files.writeString(source, "content");
    Files.writeString(target, "cnntent");

    assertThat(verifier.verify(copied("content"))).isInstanceOfSatisfying(Mismatch.class,
        mismatch -> assertThat(mismatch.detail()).contains(hash("content").toString())
            .contains(hash("cnntent").toString()));
  }

  @Test
  void aShorterTargetIsAMismatch() throws IOException {
    Files.writeString(source, "content");
    Files.writeString(target, "");

    assertThat(verifier.verify(copied("content"))).isInstanceOf(Mismatch.class);
  }

  @Test
  void aFileThatALaterPassCopiedAgainAgreesWithTheSource() throws IOException {
    Files.writeString(source, "newer content");
    Files.writeString(target, "newer content");

    assertThat(verifier.verify(copied("content")))
        .isEqualTo(new Verified(13, hash("newer content")));
  }

  @Test
  void withoutAHashTheSourceDecides() throws IOException {
    Files.writeString(source, "same");
    Files.writeString(target, "same");
    assertThat(verifier.verify(unchanged())).isEqualTo(new Verified(4, hash("same")));

    Files.writeString(target, "tame");
    assertThat(verifier.verify(unchanged())).isInstanceOf(Mismatch.class);
  }

  @Test
  void aSourceThatChangedAfterTheCopyIsInFluxAndNotAMismatch() throws IOException {
    Files.writeString(source, "newer");
    Files.writeString(target, "older");

    assertThat(verifier.verify(entry("other", Timestamp.EPOCH, stat().inode())))
        .isInstanceOf(InFlux.class);
    assertThat(verifier.verify(entry("other", stat().ctime(), stat().inode() + 1)))
        .isInstanceOf(InFlux.class);
  }

  @Test
  void aFileMissingInTheTargetIsAMismatchWhileTheSourceHasIt() throws IOException {
    Files.writeString(source, "content");

    assertThat(verifier.verify(copied("content"))).isInstanceOf(Mismatch.class);
    assertThat(verifier.verify(entry("content", Timestamp.EPOCH, 0))).isInstanceOf(InFlux.class);

    Files.delete(source);
    assertThat(verifier.verify(entry("content", Timestamp.EPOCH, 0))).isEqualTo(new Vanished());
  }

  @Test
  void aWholeDirectoryMissingInTheTargetIsAMismatch() throws IOException {
    Files.writeString(source, "content");
    Files.delete(folder.resolve("target/d"));

    assertThat(verifier.verify(copied("content"))).isInstanceOf(Mismatch.class);
  }

  @Test
  void aLinkInPlaceOfTheFileIsNotFollowed() throws IOException {
    Files.writeString(source, "content");
    Files.writeString(folder.resolve("outside"), "content");
    Files.createSymbolicLink(target, folder.resolve("outside"));

    assertThat(verifier.verify(copied("content"))).isInstanceOf(Mismatch.class);
  }

  @Test
  void aFifoInPlaceOfTheFileIsAMismatchAndNoHang() throws IOException {
    Files.writeString(source, "content");
    try (Directory directory = Directory.open(folder.resolve("target/d"))) {
      directory.makeNode(Name.of("f"), FileType.FIFO, 0600, 0);
    }

    assertThat(verifier.verify(copied("content"))).isInstanceOf(Mismatch.class);
  }

  @Test
  void aSourceThatIsGoneLeavesNothingToCompareWith() throws IOException {
    Files.writeString(target, "content");

    assertThat(verifier.verify(entry("other", Timestamp.EPOCH, 0))).isEqualTo(new Vanished());
  }

  @Test
  void attributesOfSomethingWithoutContentNeedNoReading() throws IOException {
    Files.createDirectory(source);
    Files.createDirectory(target);

    LedgerEntry entry = new LedgerEntry(PATH, Kind.ATTRIBUTES, Outcome.ATTRIBUTES_SET, 0, null,
        stat().ctime(), stat().inode(), null, 1, "");
    assertThat(verifier.verify(entry)).isEqualTo(new Verified(0, null));
  }

  @Test
  void whatWasNotCopiedIsNeverVerified() {
    LedgerEntry failed = new LedgerEntry(PATH, Kind.FILE, Outcome.FAILED, 0, null,
        Timestamp.EPOCH, 0, Errno.EACCES, 3, "no right to read");

    assertThat(verifier.verify(failed))
        .isEqualTo(new Mismatch("it was not copied: no right to read", Errno.EACCES));
  }

  @ParameterizedTest
  @EnumSource(names = {"LINKED", "DELETED", "VANISHED", "IN_FLUX"})
  void outcomesWithoutContentTouchNoTree(Outcome outcome) {
    LedgerEntry entry = new LedgerEntry(PATH, Kind.FILE, outcome, 0, null, Timestamp.EPOCH, 0,
        null, 1, "");

    assertThat(verifier.verify(entry)).isNotInstanceOf(Mismatch.class);
  }

  @Test
  void filesLargerThanTheBufferAreReadWhole() throws IOException {
    byte[] large = new byte[3_000_001];
    large[3_000_000] = 1;
    Files.write(source, large);
    Files.write(target, large);
    assertThat(verifier.verify(unchanged())).isInstanceOf(Verified.class);

    large[3_000_000] = 2;
    Files.write(target, large);
    assertThat(verifier.verify(unchanged())).isInstanceOf(Mismatch.class);
  }

  private LedgerEntry copied(String content) throws IOException {
    return entry(content, stat().ctime(), stat().inode());
  }

  private LedgerEntry unchanged() throws IOException {
    return entry(Outcome.UNCHANGED, null, stat().ctime(), stat().inode());
  }

  private static LedgerEntry entry(String content, Timestamp ctime, long inode) {
    return entry(Outcome.COPIED, hash(content), ctime, inode);
  }

  private static LedgerEntry entry(Outcome outcome, @Nullable Sha256 sha256, Timestamp ctime,
      long inode) {
    return new LedgerEntry(PATH, Kind.FILE, outcome, 0, sha256, ctime, inode, null, 1, "");
  }

  private Stat stat() throws IOException {
    try (Directory directory = Directory.open(folder.resolve("source/d"))) {
      return directory.stat(Name.of("f"));
    }
  }

  private static Sha256 hash(String content) {
    return Sha256
        .of(Sha256.newDigest().digest(content.getBytes(StandardCharsets.UTF_8)));
  }
}
