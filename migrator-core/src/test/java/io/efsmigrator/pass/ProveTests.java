package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProveTests {

  private static final FileTree TREE = FileTree.of(
      dir("d", file("f", "content"), file("g", "group"), hardLink("h", "g"), symlink("l", "f"),
          fifo("p"), dir("e", file("deep", "x"))),
      hardLink("i", "/d/g"));

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      printf longer-content > d/f; touch -d @1500000000.123456789 d/f | d/f | size
      touch -d @1500000000.123456788 d/f                              | d/f | mtime
      chmod 0640 d/f                                                  | d/f | mode
      ln -sfnT other d/l; touch -h -d @1500000000.123456789 d/l d     | d/l | link target
      touch -h -d @1400000000 d/l                                     | d/l | mtime
      chmod 0600 d/p                                                  | d/p | mode
      rm d/f; mkfifo -m 644 d/f; touch -d @1500000000.123456789 d/f d | d/f | type
      rm d/f; touch -d @1500000000.123456789 d                        | d/f | missing
      echo > d/x; touch -d @1500000000.123456789 d                    | d/x | extra
      rm -r d/e; touch -d @1500000000.123456789 d                     | d/e | missing
      rm -r d/e; echo > d/e; touch -d @1500000000.123456789 d         | d/e | type
      mkdir d/y; touch -d @1500000000.123456789 d                     | d/y | extra
      chmod 0700 d/e                                                  | d/e | mode
      touch d                                                         | d   | mtime
      touch .                                                         | .   | mtime
      rm i; cp -p d/g i; touch -d @1500000000.123456789 .             | i   | hard link
      rm d/f; cp -p d/g ../own; ln ../own d/f; printf content > d/f; touch -d @1500000000.123456789 d/f d; chmod 644 d/f | d/f | hard link
      """)
  void findsEachKindOfDifference(String change, String path, String kind) throws IOException {
    Path source = folder.resolve("source");
    Path target = folder.resolve("target");
    TREE.build(source);
    TREE.build(target);
    Shell.run(target, change);
    String before = Shell.everything(target);

    PassRun run = new PassRun(source, target, folder.resolve("proof")).prove();

    assertThat(run.problems).extracting(problem -> problem.path() + ": " + problem.kind())
        .containsExactly(path + ": " + kind);
    assertThat(run.scan.problems()).isEqualTo(1);
    assertThat(Shell.everything(target)).as("a proof writes nothing").isEqualTo(before);
  }

  @Test
  void findsAGroupThatIsSharedWithAnother() throws IOException {
    Path source = folder.resolve("source");
    Path target = folder.resolve("target");
    FileTree.of(file("a", "x"), hardLink("b", "a"), file("c", "x"), hardLink("d", "c"))
        .build(source);
    FileTree.of(file("a", "x"), hardLink("b", "a"), hardLink("c", "a"), hardLink("d", "a"))
        .build(target);

    PassRun proof = new PassRun(source, target, folder.resolve("proof")).prove();
    PassRun cure = new PassRun(source, target, folder.resolve("pass")).run();

    assertThat(proof.problems).extracting(problem -> problem.path() + ": " + problem.kind())
        .containsExactlyInAnyOrder("a: hard link", "c: hard link");
    assertThat(cure.scan.toCopy()).isPositive();
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void reportsNothingOnEqualTrees() throws IOException {
    Path source = folder.resolve("source");
    TREE.build(source);
    TREE.build(folder.resolve("target"));
    Shell.run(folder, "echo ours > target/.efs-migrator; touch -d @1500000000.123456789 target");

    PassRun run = new PassRun(source, folder.resolve("target"), folder.resolve("proof")).prove();

    assertThat(run.problems).isEmpty();
    assertThat(run.scan.entries()).isEqualTo(9);
    assertThat(run.scan.directories()).isEqualTo(3);
  }

  @Test
  void anOwnerIsComparedAsWell() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeTrue(Shell.isRoot(), "only root gives files away");
    TREE.build(folder.resolve("source"));
    TREE.build(folder.resolve("target"));
    Shell.run(folder, "chown 5:6 target/d/f; chown -h 5 target/d/l; chgrp 6 target/d/e");

    PassRun run = new PassRun(folder.resolve("source"), folder.resolve("target"),
        folder.resolve("proof")).prove();

    assertThat(run.problems).extracting(problem -> problem.path() + ": " + problem.kind())
        .containsExactlyInAnyOrderElementsOf(
            List.of("d/f: owner", "d/l: owner", "d/e: owner"));
  }
}
