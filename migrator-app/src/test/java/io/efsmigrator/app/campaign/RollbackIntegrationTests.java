package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rollback from a step after quiesce, killed once with SIGKILL and restarted: a healthy cluster on
 * the source, with everything that was written since. A seed picks one step before the switch and one
 * after it with a moment each; the campaign takes every step with every moment.
 */
@Execution(ExecutionMode.CONCURRENT)
class RollbackIntegrationTests {

  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int KILLS = Integer.getInteger("campaign.kills", 1);
  private static final int FILES = 150;
  private static final int REFUSED = 5;

  private static final List<String> BEFORE = List.of("quiesce", "finalPass");
  private static final List<String> AFTER = List.of("switchPrimary", "upgradeBackup",
      "switchBackup", "setNormal", "lowerThroughput");
  private static final List<String> MOMENTS = List.of("checkRollback started",
      "prepareReverse started", "findLateWrites.compare started", "reversePass1.scan started",
      "reversePass1.copyFiles started", "reversePass1.finishTree started",
      "verifyReverse.content started", "quiesceForReturn started",
      "finalReversePass.scan started", "finalReversePass.prove started", "returnPrimary started",
      "returnBackup started", "setNormalAgain started", "restoreThroughput started");
  private static final List<String> MOMENTS_WITHOUT_COPYING = List.of("checkRollback started",
      "quiesceForReturn started", "returnPrimary started", "setNormalAgain started");

  @TempDir
  Path folder;

  /** Where the way there ends, and when the way back is killed. */
  record Case(String until, String killedAt) {

    @Override
    public String toString() {
      return "from " + until + ", killed at " + killedAt + ", seed " + SEED;
    }
  }

  /** One of them, or with two kills one from each step, or with more from each step at each moment. */
  static Stream<Case> cases() {
    Random random = new Random(SEED);
    return switch (KILLS) {
      case 1 -> Stream.of(pick(random, AFTER, MOMENTS));
      case 2 -> Stream.concat(
          BEFORE.stream().map(step -> pick(random, List.of(step), MOMENTS_WITHOUT_COPYING)),
          AFTER.stream().map(step -> pick(random, List.of(step), MOMENTS)));
      default -> Stream.concat(all(BEFORE, MOMENTS_WITHOUT_COPYING), all(AFTER, MOMENTS));
    };
  }

  private static Stream<Case> all(List<String> steps, List<String> moments) {
    return steps.stream()
        .flatMap(step -> moments.stream().map(moment -> new Case(step, moment)));
  }

  private static Case pick(Random random, List<String> steps, List<String> moments) {
    return new Case(steps.get(random.nextInt(steps.size())),
        moments.get(random.nextInt(moments.size())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void endsOnTheSourceWithEveryRecording(Case each) throws Exception {
    String where = each.toString();
    try (RollbackScenario it = new RollbackScenario(folder.resolve("sandbox"), FILES, SEED)) {
      assertThat(run(it.launchUntil(each.until()), where)).as(where).isIn(0, 3);
      boolean switched = it.usesTarget();
      assertThat(switched).as(where).isEqualTo(AFTER.contains(each.until()));
      FileTree before = it.source();
      if (switched) {
        it.changeTheTarget();
      }

      boolean killed;
      try (MigratorProcess process = MigratorProcess.startAndKillAt(it.rollback(),
          each.killedAt())) {
        killed = process.wasKilled();
        assertThat(killed).as("%s:%n%s", where, process.output()).isTrue();
      }
      boolean begun = !each.killedAt().startsWith("checkRollback");
      if (begun) {
        assertThat(run(it.command("launch", "--yes"), where)).as(where).isEqualTo(REFUSED);
      }
      // What had begun goes on without the id; what had not has to be told again.
      assertThat(run(begun ? it.command("restart") : it.rollback(), where)).as(where).isZero();

      if (switched) {
        it.checkReturned(where);
      } else {
        it.checkNodes(where);
        assertThat(RollbackScenario.differences(it.source(), before)).as(where).isEmpty();
      }
    }
  }

  private int run(List<String> command, String where) throws IOException, InterruptedException {
    try (MigratorProcess process = MigratorProcess.start(new ArrayList<>(command))) {
      int code = process.exitCode();
      assertThat(code).as("%s, %s:%n%s", where, command, process.output()).isIn(0, 3, REFUSED);
      return code;
    }
  }
}
