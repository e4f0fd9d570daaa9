package io.efsmigrator.fault;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.TreeFailedException;
import io.efsmigrator.pass.PassRun;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call a pass makes, failing with every error, once or always.
 *
 * <p>Whatever fails: a pass that says nothing has made both trees equal, one that fails names the
 * error, no file looks complete that is not, and once the fault is gone the next run heals it. A few
 * dozen of the cells always, all of them with {@code -Pcampaign}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class FaultMatrixTests {

  private static final int CELLS = Integer.getInteger("campaign.cells", 60);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());

  private static final FileTree SOURCE = FileTree.of(
      dir("d", file("f", "content").owner(7, 7).xattr("user.a", "1"),
          file("old", "new content").mode(0600),
          file("big", "x".repeat(5_000)), hardLink("h", "f"), symlink("l", "f").owner(7, 7),
          fifo("p"), file("s", "was a link"), dir("e", file("g", "deep")).mode(0700)),
      dir("empty"), file("top", "t"));

  /** What makes a pass cut off, delete, replace and link. */
  private static final FileTree TARGET = FileTree.of(
      dir("d", file("old", "old content that is longer").xattr("user.b", "2"), symlink("s", "f"),
          file("gone", "x"),
          file("h", "not a link yet")).mode(0700),
      file("extra", "x"));

  @TempDir
  private Path folder;
  private final TreeMap<String, Integer> endings = new TreeMap<>();

  @Test
  void noFaultIsTakenForSuccess() throws IOException {
    assumeTrue(Injection.isPossible(), "strace cannot be attached here");
    SOURCE.build(folder.resolve("source"));
    List<Cell> cells = new ArrayList<>(Cell.all());
    Collections.shuffle(cells, new Random(SEED));
    for (Cell cell : cells.subList(0, Math.min(CELLS, cells.size()))) {
      String ending = run(cell);
      endings.merge(ending, 1, Integer::sum);
    }
    System.out.println(CELLS + " faults, seed " + SEED + ": " + endings);
  }

  private String run(Cell cell) throws IOException {
    String where = cell + ", seed " + SEED;
    Path own = Files.createTempDirectory(folder, "cell");
    Path target = own.resolve("target");
    TARGET.build(target);
    Path pass = own.resolve("pass-0");
    String ending;
    PassRun run = new PassRun(folder.resolve("source"), target, pass);
    try (Injection _ = Injection.attach(
        (cell.isOnTarget() ? own : folder).resolve(cell.path()), cell.injection())) {
      run.run();
      ending = run.problems.isEmpty() ? "equal" : "problems";
    } catch (TreeFailedException e) {
      assertThat(e.what()).as(where).contains(Errno.named(cell.error()).text());
      ending = "failed";
    }
    nothingLooksCompleteThatIsNot(target, where);
    if (ending.equals("equal")) {
      assertThat(FileTree.read(target)).as(where).isEqualTo(SOURCE);
    } else {
      assertThat(cell.mustBeHealed()).as(where + " ended with " + ending + " "
          + run.problems).isFalse();
      for (Problem problem : run.problems) {
        assertThat(problem.errno() != null || !problem.detail().isEmpty()).as(where).isTrue();
      }
    }
    heals(target, pass, ending, where);
    return ending;
  }

  private void heals(Path target, Path pass, String ending, String where) throws IOException {
    // A failed step is restarted; problems are for the next pass.
    Path next = ending.equals("failed") ? pass : pass.resolveSibling("pass-1");
    PassRun again = new PassRun(folder.resolve("source"), target, next).run();
    assertThat(FileTree.read(target)).as("after the fault: " + where + ", " + again.problems)
        .isEqualTo(SOURCE);
  }

  private static void nothingLooksCompleteThatIsNot(Path target, String where) {
    FileTree.read(target).entries().forEach((path, entry) -> {
      FileTree.Entry wanted = SOURCE.entries().get(path);
      if (wanted != null && entry.type() == wanted.type() && entry.content() != null
          && entry.mtime().equals(wanted.mtime())) {
        boolean planted = TARGET.entries().containsKey(path)
            && entry.content().equals(TARGET.entries().get(path).content());
        assertThat(planted || entry.content().equals(wanted.content())).as(where + ": " + path)
            .isTrue();
      }
    });
  }
}
