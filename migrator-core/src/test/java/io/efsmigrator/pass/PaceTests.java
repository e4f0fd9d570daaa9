package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.verify.ContentVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that costs the file systems something asks first. */
class PaceTests {

  /** More than one buffer. */
  private static final int LARGE_BYTES = 3_000_000;

  @TempDir
  private Path folder;
  private Path source;
  private Path target;
  private final Counted counted = new Counted();

  @BeforeEach
  void create() throws IOException {
    source = folder.resolve("source");
    target = Files.createDirectory(folder.resolve("target"));
    FileTree.of(dir("d", file("large", "x".repeat(LARGE_BYTES)), file("small", "yy"),
        file("empty", ""), hardLink("again", "small"), symlink("link", "small"))).build(source);
  }

  @Test
  void aCopyAsksForEachEntryAndEachByteOnce() throws IOException {
    pass().scan().pace(counted).copy();

    // large, small, empty and the link; the hard link is made when the tree is finished.
    assertThat(counted.files).hasValue(4);
    assertThat(counted.bytes).hasValue(LARGE_BYTES + 2);
    assertThat(counted.requests.get()).isGreaterThanOrEqualTo(4 * 4 + 2 * 3);
  }

  @Test
  void aScanAsksForEachLookAtEitherSide() throws IOException {
    pass().pace(counted).scan();

    // Two directories listed, six names looked at; the target has none of them yet.
    assertThat(counted.requests.get()).isGreaterThanOrEqualTo(2 + 6);
    assertThat(counted.files).hasValue(0);
    assertThat(counted.bytes).hasValue(0);
  }

  @Test
  void finishingAsksForEachEntry() throws IOException {
    pass().scan().copy().pace(counted).finish();

    // One hard link and two directories.
    assertThat(counted.requests.get()).isGreaterThanOrEqualTo(2 * 3);
  }

  @Test
  void aVerificationAsksForEachByteItReads() throws IOException {
    PassRun run = pass().run();

    try (DirectoryTree sourceTree = DirectoryTree.open(source);
        DirectoryTree targetTree = DirectoryTree.open(target)) {
      ContentVerifier verifier = new ContentVerifier(sourceTree, targetTree, counted);
      for (LedgerEntry entry : run.copied) {
        var _ = verifier.verify(entry);
      }
    }

    // The link has no content of its own.
    assertThat(counted.files).hasValue(3);
    assertThat(counted.bytes).hasValue(LARGE_BYTES + 2);
    assertThat(counted.requests.get()).isGreaterThanOrEqualTo(3 * 4 + 4);
  }

  private PassRun pass() {
    return new PassRun(source, target, folder.resolve("pass"));
  }

  /** Holds nothing back and remembers what it was asked for. */
  private static final class Counted implements Pace {
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void files(int count) {
      files.addAndGet(count);
    }

    @Override
    public void requests(int count) {
      requests.addAndGet(count);
    }

    @Override
    public void bytes(long count) {
      bytes.addAndGet(count);
    }
  }
}
