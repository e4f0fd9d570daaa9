package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import org.junit.jupiter.api.Test;

class UpgradeBackupTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final World world = new World();
  private final Stage stage = new UpgradeBackup(world.cluster, world.cluster);

  @Test
  void upgradesTheBackupAndNotThePrimary() {
    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("upgrade node-b");
  }

  @Test
  void refusesABackupThatHasTakenOver() {
    world.backup.role = NodeRole.PRIMARY;

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
    assertThat(world.cluster.orders()).isEmpty();
  }
}
