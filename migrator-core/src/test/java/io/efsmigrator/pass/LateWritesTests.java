package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two trees that were equal once. The source, a rollback's, went on; what somebody wrote into the
 * target since then must be found, because a copy would take it away.
 */
class LateWritesTests {

  private static final FileTree TREE = FileTree.of(
      dir("d", file("f", "content"), symlink("l", "f"), dir("e", file("deep", "x"))),
      file("g", "group"), hardLink("h", "g"));

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void makeEqualTrees() throws IOException {
    source = folder.resolve("source");
    target = folder.resolve("target");
    TREE.build(source);
    TREE.build(target);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      echo > d/x                                  | d/x
      mkdir d/y                                   | d/y
      mkdir -p y/z; echo > y/z/a                  | y, y/z, y/z/a
      echo more >> d/f                            | d/f
      chmod 0600 d/f                              | d/f
      ln -sfnT other d/l                          | d/l
      echo more >> g                              | g, h
      rm -r d/e; echo > d/e                       | d/e
      rm d/f; mkdir d/f; echo > d/f/a             | d/f, d/f/a
      """)
  void areFoundWhereTheSourceHasNothingLikeThem(String late, String paths) throws IOException {
    Timestamp settled = clockOfTheDisk();
    Shell.run(target, late);
    String before = Shell.everything(target);

    assertThat(found(settled)).isEqualTo(paths);
    assertThat(Shell.everything(target)).isEqualTo(before);
  }

  @Test
  void areFoundInADirectoryThatTheSourceHasGivenUp() throws IOException {
    Timestamp settled = clockOfTheDisk();
    Shell.run(source, "rm -r d");
    Shell.run(target, "echo > d/e/late");

    assertThat(found(settled)).isEqualTo("d/e, d/e/late");
  }

  @Test
  void areFoundBehindAFileThatTookADirectorysPlace() throws IOException {
    Timestamp settled = clockOfTheDisk();
    Shell.run(source, "rm -r d/e; echo > d/e");
    Shell.run(target, "echo more >> d/e/deep");

    assertThat(found(settled)).isEqualTo("d/e/deep");
  }

  @Test
  void areNotWhatTheSourceChangedNorWhatWasThereBefore() throws IOException {
    Shell.run(target, "echo > d/before; echo more >> d/f");
    Timestamp settled = clockOfTheDisk();
    Shell.run(source, "echo new > d/new; mkdir n; rm g; echo more >> d/e/deep; rm d/l");

    assertThat(found(settled)).isEmpty();
  }

  @Test
  void areNotWhatOnlyTheTargetLost() throws IOException {
    Timestamp settled = clockOfTheDisk();
    Shell.run(target, "rm -r d/f d/e");

    assertThat(found(settled)).isEmpty();
  }

  private String found(Timestamp settled) throws IOException {
    PassRun run = new PassRun(source, target, folder.resolve("late")).changedSince(settled)
        .findLate();
    assertThat(run.problems).allSatisfy(problem -> assertThat(problem.kind()).isEqualTo("late"));
    return String.join(", ",
        run.problems.stream().map(problem -> problem.path().toString()).sorted().toList());
  }

  /** By the disk's own clock, and so that its next change is later: it ticks every few milliseconds. */
  private Timestamp clockOfTheDisk() throws IOException {
    Name probe = Name.of("probe");
    Shell.run(folder, "echo > probe");
    try (Directory directory = Directory.open(folder)) {
      Timestamp first = directory.stat(probe).ctime();
      Timestamp next = first;
      while (!next.isAfter(first)) {
        directory.setTimes(probe, first);
        next = directory.stat(probe).ctime();
      }
      return first;
    }
  }
}
