package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.copy.CommitMarks;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that went bad behind the right size and time: a pass sees it once its mark is taken back. */
class RepairTests {

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void copy() throws IOException {
    source = folder.resolve("source");
    target = folder.resolve("target");
    FileTree
        .of(dir("a", file("one", "1111"), file("two", "2222")), dir("b", hardLink("1", "/a/one")))
        .build(source);
    FileTree.of().build(target);
    pass(0).run();
  }

  @Test
  void aPassCopiesTheMarkedFileAndNoOther() throws IOException {
    rot("a/two");
    assertThat(pass(1).run().copied).isEmpty();

    takeBack("a/two");
    PassRun repair = pass(2).run();

    assertThat(repair.copied).extracting(entry -> entry.path().toString())
        .containsExactly("a/two");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    assertThat(pass(3).prove().problems).isEmpty();
  }

  @Test
  void aHardLinkedFileIsRepairedUnderAllItsNames() throws IOException {
    rot("b/1");

    takeBack("b/1");
    PassRun repair = pass(1).run();

    assertThat(repair.copied).hasSize(1);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    assertThat(pass(2).prove().problems).isEmpty();
  }

  private void rot(String path) throws IOException {
    Path file = target.resolve(path);
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "3333");
    Files.setLastModifiedTime(file, time);
  }

  private void takeBack(String path) throws IOException {
    try (DirectoryTree tree = DirectoryTree.open(target)) {
      assertThat(new CommitMarks(tree, CopyGuard.ALWAYS_OPEN, Pace.UNLIMITED)
          .takeBack(RelativePath.of(path))).isTrue();
    }
  }

  private PassRun pass(int number) {
    return new PassRun(source, target, folder.resolve("pass-" + number));
  }
}
