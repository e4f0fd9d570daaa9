package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.TreeFailedException;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One directory that two paths lead to: neither tree may be written or emptied by way of the other. */
class BindMountTests {

  private static final FileTree TREE = FileTree.of(dir("calls", dir("day", file("a", "tone"))),
      file("b", "sound"));

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void create() throws IOException {
    assumeTrue(Shell.isRoot(), "mounting needs root");
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
    TREE.build(source);
  }

  @Test
  void aPartOfTheSourceInTheTargetIsNotDeleted() throws IOException {
    Path part = Files.createDirectory(target.resolve("part"));
    try (Mount _ = Mount.bind(source.resolve("calls"), part)) {
      PassRun run = pass().run();

      assertThat(FileTree.read(source)).isEqualTo(TREE);
      assertThat(run.problems).extracting(problem -> problem.path() + " " + problem.kind())
          .contains("part unreadable directory");
    }
  }

  @Test
  void aPartOfTheSourceInTheTargetIsNotTakenOutOfTheWay() throws IOException {
    Files.createDirectories(target.resolve("b/part"));
    try (Mount _ = Mount.bind(source.resolve("calls"), target.resolve("b/part"))) {
      pass().run();

      assertThat(FileTree.read(source)).isEqualTo(TREE);
    }
  }

  @Test
  void aFileOfTheSourceInTheTargetIsNotWrittenTo() throws IOException {
    Files.writeString(target.resolve("b"), "place of the mount");
    try (Mount _ = Mount.bind(source.resolve("calls/day/a"), target.resolve("b"))) {
      PassRun run = pass().run();

      assertThat(FileTree.read(source)).isEqualTo(TREE);
      assertThat(run.problems).extracting(problem -> problem.path() + " " + problem.kind())
          .contains("b failed");
    }
  }

  /** Refused before a run begins; a mount that comes later must not make it endless. */
  @Test
  void aTargetThatIsAPartOfTheSourceIsNotCopiedIntoItself() throws IOException {
    try (Mount _ = Mount.bind(source.resolve("calls/day"), target)) {
      assertThatThrownBy(() -> pass().deletes(new DeletePolicy.Keep()).run())
          .isInstanceOf(TreeFailedException.class).hasMessageContaining("calls/day");
    }
    FileTree after = FileTree.read(source);
    assertThat(after.entry("calls/day/a")).isEqualTo(TREE.entry("calls/day/a"));
    assertThat(after.entry("b")).isEqualTo(TREE.entry("b"));
  }

  @Test
  void aSourceThatIsAPartOfTheTargetIsNotDeleted() throws IOException {
    Path real = Files.createDirectories(target.resolve("more/real"));
    TREE.build(real);
    try (Mount _ = Mount.bind(real, source)) {
      assertThatThrownBy(() -> pass().run()).isInstanceOf(TreeFailedException.class)
          .hasMessageContaining("more/real");
      assertThat(FileTree.read(source)).isEqualTo(TREE);
    }
  }

  private PassRun pass() {
    return new PassRun(source, target, folder.resolve("pass"));
  }
}
