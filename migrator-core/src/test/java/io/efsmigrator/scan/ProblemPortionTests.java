package io.efsmigrator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that differs in everything: its problems are more than are handed over at a time. */
class ProblemPortionTests {

  private static final int NAMES = 2_500;

  @TempDir
  private Path folder;

  @BeforeEach
  void create() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Files.createDirectory(folder.resolve("target"));
    for (int i = 0; i < NAMES; i++) {
      Files.createFile(source.resolve("f" + i));
    }
  }

  @Test
  void everyProblemIsHandedOverOnce() throws IOException {
    List<Found> portions = portions(Integer.MAX_VALUE);

    assertThat(portions).allSatisfy(portion -> assertThat(portion.problems())
        .hasSizeLessThanOrEqualTo(TreeScanner.PROBLEMS_AT_ONCE));
    assertThat(portions.stream().flatMap(portion -> portion.problems().stream())
        .filter(problem -> problem.kind().equals("missing")).map(Problem::path))
        .hasSize(NAMES).doesNotHaveDuplicates();
    assertThat(portions.getFirst().from()).isZero();
    for (int i = 1; i < portions.size(); i++) {
      assertThat(portions.get(i).from()).isEqualTo(portions.get(i - 1).to());
    }
  }

  @Test
  void aRestartHandsThePortionsOfTheLastBatchOverAgainAsTheyWere() throws IOException {
    List<Found> before = portions(2);
    List<Found> after = portions(Integer.MAX_VALUE);

    assertThat(after).startsWith(before.toArray(Found[]::new));
    assertThat(portions(Integer.MAX_VALUE).getLast()).as("a finished scan, too")
        .isEqualTo(after.getLast());
  }

  private List<Found> portions(int most) throws IOException {
    List<Found> portions = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(4);
        DirectoryTree source = DirectoryTree.open(folder.resolve("source"));
        DirectoryTree target = DirectoryTree.open(folder.resolve("target"));
        TreeScanner scanner = TreeScanner.open(source, target,
            new PassDirectory(folder.resolve("proof")),
            ScanOptions.prove(new Timestamp(2_000_000_000L, 0), null, XattrScope.NOTHING),
            CopyGuard.ALWAYS_OPEN,
            Pace.UNLIMITED, pool)) {
      boolean more = true;
      while (more && portions.size() < most) {
        ScanProgress progress = scanner.scanBatch();
        portions.add(progress.found());
        more = !progress.finished();
      }
    }
    return portions;
  }
}
