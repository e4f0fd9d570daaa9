package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.JobProgress;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import org.junit.jupiter.api.Test;

class UpgradePrimaryTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final World world = new World();
  private final Stage stage = new UpgradePrimary(world.cluster, world.cluster);

  @Test
  void waitsForTheUpgradeOfThePrimary() {
    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Waiting.class,
        waiting -> assertThat(waiting.reason()).contains("node-a", "fetching"));
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("upgrade node-a");
  }

  @Test
  void blocksOnAFailedUpgrade() {
    answer(new JobProgress.Exited(4, "no space left"));

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class, blocked -> assertThat(
        blocked.reason()).contains("exit code 4", "no space left"));
  }

  @Test
  void takesALostUpgradeForNoSuccess() {
    answer(new JobProgress.Lost("the node was rebooted"));

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("rebooted"));
  }

  @Test
  void refusesANodeThatIsNotThePrimary() {
    world.primary.role = NodeRole.UNKNOWN;

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
    assertThat(world.cluster.orders()).isEmpty();
  }

  private void answer(JobProgress progress) {
    world.primary.upgrade.clear();
    world.primary.upgrade.add(progress);
  }
}
