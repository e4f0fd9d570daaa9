package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mount that is taken away during the run: its mount point is an empty directory then. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LostMountTests {

  private static final Duration MOST = Duration.ofSeconds(5);

  @TempDir
  private Path folder;
  private Path source;
  private Path target;
  private RepositorySettings state;

  @BeforeEach
  void makeTrees() throws IOException {
    assumeTrue(TroubledMount.isPossible(), "mounting needs root");
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
    TroubledRun.tree().build(source);
    state = RepositorySettings.h2(folder.resolve("state"));
  }

  @ParameterizedTest
  @CsvSource({"copyFiles, source", "copyFiles, target", "finishTree, target",
    "verify.content, source", "verify.prove, target"})
  void nothingIsWrittenWhereItWas(String step, String side) throws Exception {
    Path seen = Files.createDirectory(folder.resolve("mount"));
    long[] lostAt = new long[1];
    try (TroubledMount mount = TroubledMount.bound(folder.resolve(side), seen)) {
      Path from = side.equals("source") ? seen : source;
      Path to = side.equals("target") ? seen : target;
      TroubledRun run = new TroubledRun(from, to, state, step, () -> {
        lostAt[0] = System.nanoTime();
        mount.unmount();
      }).start();

      assertThat(run.result()).isInstanceOfSatisfying(RunResult.Failed.class,
          failed -> assertThat(failed.what()).contains("The " + side + " " + seen));
      assertThat(Duration.ofNanos(System.nanoTime() - lostAt[0])).isLessThan(MOST);
      assertThat(seen).isEmptyDirectory();

      // Restarted without the mount it must not begin there either.
      TroubledRun again = new TroubledRun(from, to, state, "", () -> {}).start();
      assertThat(again.result()).isInstanceOf(RunResult.Refused.class);
      assertThat(seen).isEmptyDirectory();
    }
    try (TroubledMount _ = TroubledMount.bound(folder.resolve(side), seen)) {
      Path from = side.equals("source") ? seen : source;
      Path to = side.equals("target") ? seen : target;
      assertThat(new TroubledRun(from, to, state, "", () -> {}).start().result())
          .isInstanceOf(RunResult.Completed.class);
      assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    }
  }
}
