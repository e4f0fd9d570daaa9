package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.documents.CommandsRun;
import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A side that does not answer for a while. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class HangingMountTests {

  /** The heartbeat writes what another terminal reads; it may be a moment behind. */
  private static final int LOOKS = 200;

  @TempDir
  private Path folder;
  private Path source;
  private Path target;
  private Path mountPoint;
  private RepositorySettings state;

  @BeforeEach
  void makeTrees() throws IOException {
    assumeTrue(TroubledMount.isPossible(), "needs bindfs, /dev/fuse and loop devices");
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
    mountPoint = Files.createDirectory(folder.resolve("mount"));
    TroubledRun.tree().build(source);
    state = RepositorySettings.h2(folder.resolve("state"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "copyFiles", "verify.prove"})
  void aStopDoesNotWaitForTheSource(String step) throws Exception {
    try (TroubledMount mount = TroubledMount.served(source, mountPoint)) {
      stopsAndGoesOn(new Sides(mountPoint, target), step, mount, "the source " + mountPoint);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "copyFiles", "finishTree"})
  void aStopDoesNotWaitForTheTarget(String step) throws Exception {
    try (TroubledMount mount = TroubledMount.ext4(folder.resolve("image"), mountPoint)) {
      Path inside = Files.createDirectory(mountPoint.resolve("target"));
      stopsAndGoesOn(new Sides(source, inside), step, mount, "the target " + inside);
    }
  }

  @Test
  void theRunGoesOnWhenItAnswersAgain() throws Exception {
    try (TroubledMount mount = TroubledMount.served(source, mountPoint)) {
      TroubledRun run = new TroubledRun(mountPoint, target, state, "copyFiles", mount::hang)
          .start();
      assertThat(run.notice()).contains("has not answered since");

      mount.proceed();

      assertThat(run.notice()).contains("the source " + mountPoint + " answers again after");
      assertThat(run.result()).isInstanceOf(RunResult.Completed.class);
      assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    }
  }

  @Test
  void anotherTerminalSeesItAsLongAsItLasts() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (TroubledMount mount = TroubledMount.served(source, mountPoint)) {
      TroubledRun run = new TroubledRun(mountPoint, target, state, "copyFiles", mount::hang)
          .and("finishTree", () -> awaited(seen)).start();
      assertThat(run.notice()).contains("has not answered since");

      assertThat(statusOnce(text -> text.contains("NO ANSWER")))
          .contains("NO ANSWER: the source " + mountPoint + " has not answered since ")
          .contains("`migrator stop` ends it without waiting", "running (execution 1, try 1)");

      mount.proceed();
      assertThat(run.notice()).contains("answers again");
      assertThat(statusOnce(text -> !text.contains("NO ANSWER")))
          .contains("running (execution 1, try 1)");
      seen.countDown();
      assertThat(run.result()).isInstanceOf(RunResult.Completed.class);
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What {@code status} prints as soon as it is as expected, or at last. */
  private String statusOnce(Predicate<String> expected) {
    String text = status();
    for (int look = 1; look < LOOKS && !expected.test(text); look++) {
      text = status();
    }
    return text;
  }

  private String status() {
    StringWriter out = new StringWriter();
    int code = CommandsRun.of(new Cli(() -> {
      throw new AssertionError("a look starts nothing");
    }, Clock.systemUTC())).run(new PrintWriter(out), new PrintWriter(out), "status", "--state",
        state.stateDirectory().toString());
    assertThat(code).as("%s", out).isZero();
    return out.toString();
  }

  private record Sides(Path source, Path target) {}

  private void stopsAndGoesOn(Sides sides, String step, TroubledMount mount, String name)
      throws Exception {
    TroubledRun hung = new TroubledRun(sides.source, sides.target, state, step, mount::hang)
        .start();
    assertThat(hung.notice()).startsWith(name + " has not answered since ");

    Owner.of(state.stateDirectory()).orElseThrow().stop();
    assertThat(hung.result()).isInstanceOfSatisfying(RunResult.Stopped.class,
        stopped -> assertThat(stopped.where()).startsWith("on request, without waiting: " + name));

    mount.proceed();
    assertThat(new TroubledRun(sides.source, sides.target, state, "", () -> {}).start().result())
        .isInstanceOf(RunResult.Completed.class);
    assertThat(FileTree.read(sides.target)).isEqualTo(FileTree.read(source));
  }
}
