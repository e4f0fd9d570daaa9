package io.efsmigrator.copy;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitMarksTests {

  private static final FileTree TREE = FileTree.of(
      dir("d", file("f", "content").mode(0400).mtime(1_000, 7), symlink("l", "/outside")),
      file("outside", "x"));

  @TempDir
  private Path folder;
  private Path target;

  @BeforeEach
  void build() {
    target = folder.resolve("target");
    TREE.build(target);
  }

  @Test
  void aFileLosesItsTimeAndNothingElse() throws IOException {
    assertThat(takeBack("d/f", CopyGuard.ALWAYS_OPEN)).isTrue();
    assertThat(takeBack("d/f", CopyGuard.ALWAYS_OPEN)).isTrue();

    FileTree expected = FileTree.of(
        dir("d", file("f", "content").mode(0400).mtime(0, 1), symlink("l", "/outside")),
        file("outside", "x"));
    assertThat(FileTree.read(target)).isEqualTo(expected);
  }

  @Test
  void whatIsNoFileIsLeftAlone() throws IOException {
    for (String path : new String[]{"d", "d/l", "d/none", "none/f", "d/l/f"}) {
      assertThat(takeBack(path, CopyGuard.ALWAYS_OPEN)).as(path).isFalse();
    }

    assertThat(FileTree.read(target)).isEqualTo(TREE);
  }

  @Test
  void nothingIsWrittenWithoutTheGuard() throws IOException {
    assertThatThrownBy(() -> takeBack("d/f", () -> {
      throw new CopyStoppedException("no");
    })).isInstanceOf(CopyStoppedException.class);

    assertThat(FileTree.read(target)).isEqualTo(TREE);
  }

  @Test
  void aFileThatCannotBeMarkedFailsTheStep() throws Exception {
    assumeTrue(new ProcessBuilder("chattr", "+i", target.resolve("d/f").toString())
        .redirectErrorStream(true).start().waitFor() == 0, "needs root and chattr");
    try {
      assertThatThrownBy(() -> takeBack("d/f", CopyGuard.ALWAYS_OPEN))
          .isInstanceOf(TargetFailedException.class).hasMessageContaining("d/f");
    } finally {
      new ProcessBuilder("chattr", "-i", target.resolve("d/f").toString()).start().waitFor();
    }
  }

  private boolean takeBack(String path, CopyGuard guard) throws IOException {
    try (DirectoryTree tree = DirectoryTree.open(target)) {
      return new CommitMarks(tree, guard, Pace.UNLIMITED).takeBack(RelativePath.of(path));
    }
  }
}
