package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwitchBackupTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final World world = World.withTarget();
  private final Stage stage = new SwitchBackup(world.cluster, world.cluster, world.fileSystems,
      world.notes);

  @Test
  void followsThePrimary() {
    world.primary.endpoint = Optional.of(World.TARGET_NAME);

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.backup.endpoint).contains(World.TARGET_NAME);
    assertThat(world.cluster.orders())
        .containsExactly("switchEndpoint " + World.TARGET_NAME + " node-b");
  }

  @Test
  void neverGoesFirst() {
    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
    assertThat(world.cluster.orders()).isEmpty();
  }

  @Test
  void switchesOnce() {
    world.primary.endpoint = Optional.of(World.TARGET_NAME);
    world.backup.endpoint = Optional.of(World.TARGET_NAME);

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).isEmpty();
  }
}
