package io.efsmigrator.tree;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.socket;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.posix.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTests {

  private static final FileTree TREE = FileTree.of(
      dir("work", file("a", "x").mode(0600).mtime(-1, 999_999_999), hardLink("b", "a"),
          symlink("c", "../out"), hardLink("d", "/other/e"), fifo("f"), socket("g")),
      dir("other", file("e", "y")).mode(0500), dir("empty"),
      file(Name.of(new byte[]{'\n', (byte) 0xff}), new byte[]{0, 1, 2}));

  @TempDir
  private Path directory;

  @Test
  void whatIsBuiltIsReadBackEqual() {
    TREE.build(directory);

    assertThat(FileTree.read(directory)).isEqualTo(TREE);
  }

  @Test
  void tellsApartEveryKindOfDifference() throws IOException, InterruptedException {
    List<String> changes = List.of("echo z > work/c.new", "printf z > work/a", "chmod 0640 work/a",
        "touch -h -d '2001-01-01' work/c", "ln -sfn elsewhere work/c", "touch other/e",
        "rm work/d && cp -p other/e work/d && touch -d @1500000000.123456789 work",
        "rm work/f", "touch .");

    for (String change : changes) {
      Path fresh = Files.createDirectory(directory.resolve("t" + changes.indexOf(change)));
      TREE.build(fresh);
      int exit = new ProcessBuilder("sh", "-c", change).directory(fresh.toFile()).inheritIO()
          .start()
          .waitFor();

      assertThat(exit).as(change).isZero();
      assertThat(FileTree.read(fresh)).as(change).isNotEqualTo(TREE);
    }
  }

  @Test
  void leavesOutTheSentinelInTheRootOnly() {
    FileTree.of(file(".efs-migrator", "ours"), dir("d", file(".efs-migrator", "theirs")))
        .build(directory);

    assertThat(FileTree.read(directory))
        .isEqualTo(FileTree.of(dir("d", file(".efs-migrator", "theirs"))));
  }

  @Test
  void namesWhatDiffersAndNothingElse() {
    TREE.build(directory);
    FileTree fewer = FileTree.read(directory).without(path -> path.toString().equals("other/e"));

    assertThatThrownBy(() -> assertThat(fewer).as("a copy").isEqualTo(TREE))
        .hasMessageContainingAll("a copy", "1 of 12 entries differ", "'other/e'", "absent")
        .hasMessageNotContainingAny("empty");
  }
}
