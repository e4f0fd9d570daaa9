package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetNormalTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final World world = World.withTarget();
  private final Stage stage = SetNormal.onTarget(world.cluster, world.cluster,
      world.fileSystems);

  @BeforeEach
  void switchBoth() {
    world.primary.endpoint = Optional.of(World.TARGET_NAME);
    world.backup.endpoint = Optional.of(World.TARGET_NAME);
  }

  @Test
  void setsTheClusterNormalThroughThePrimary() {
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("setNormal node-a");
  }

  @Test
  void refusesWhileANodeUsesTheSource() {
    world.backup.endpoint = Optional.of(World.SOURCE_NAME);

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
    assertThat(world.cluster.orders()).isEmpty();
  }

  @Test
  void touchesNothingWhenTheRolesHaveChanged() {
    world.backup.role = NodeRole.PRIMARY;

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("should be the Backup",
            "uses " + World.TARGET_NAME, "writers are at work"));
    assertThat(world.cluster.orders()).isEmpty();
  }

  @Test
  void waitsForAHealthyClusterFirst() {
    world.backup.health = new NodeHealth.Unclear("starting");

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(world.cluster.orders()).isEmpty();
  }

  @Test
  void blocksOnABrokenNode() {
    world.backup.health = new NodeHealth.Broken("no peer");

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
    assertThat(world.cluster.orders()).isEmpty();
  }

  @Test
  void setsItNormalOnTheSourceAfterARollback() {
    Stage back = SetNormal.onSource(world.cluster, world.cluster);
    assertThat(back.run(PLAN)).isInstanceOf(Blocked.class);
    assertThat(world.cluster.orders()).isEmpty();

    world.primary.endpoint = Optional.of(World.SOURCE_NAME);
    world.backup.endpoint = Optional.of(World.SOURCE_NAME);
    assertThat(back.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("setNormal node-a");
  }
}
