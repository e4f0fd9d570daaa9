package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Primary and two Backups: who comes when. */
class ThreeNodesTests {

  private static final NodeName SECOND = new NodeName("node-c");
  private static final MigrationPlan PLAN = Plans.withNodes(List.of(
      Plans.node(Plans.PRIMARY, NodeRole.PRIMARY, Plans.EAST),
      Plans.node(Plans.BACKUP, NodeRole.BACKUP, Plans.WEST),
      Plans.node(SECOND, NodeRole.BACKUP, Plans.WEST)));

  private final World world = World.withTarget();

  @BeforeEach
  void addANode() {
    world.cluster.add(SECOND, NodeRole.BACKUP, World.SOURCE_NAME);
  }

  @Test
  void pausesThePrimaryLast() {
    assertThat(new Quiesce(world.cluster, world.cluster, world.fileSystems).run(PLAN))
        .isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("quiesce node-b", "quiesce node-c",
        "quiesce node-a");
  }

  @Test
  void upgradesOneBackupAfterTheOther() {
    Stage stage = new UpgradeBackup(world.cluster, world.cluster);
    stage.run(PLAN);
    assertThat(world.cluster.orders()).as("while the first is at it")
        .containsExactly("upgrade node-b");

    StageOutcome last = stage.run(PLAN);
    for (int polls = 0; !(last instanceof Completed) && polls < 5; polls++) {
      last = stage.run(PLAN);
    }
    assertThat(last).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("upgrade node-b", "upgrade node-c");
  }

  @Test
  void switchesTheBackupsInTheirOrderAfterThePrimary() {
    Stage stage = new SwitchBackup(world.cluster, world.cluster, world.fileSystems, world.notes);
    stage.run(PLAN);
    assertThat(world.cluster.orders()).as("before the Primary").isEmpty();

    world.primary.endpoint = Optional.of(World.TARGET_NAME);
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly(
        "switchEndpoint " + World.TARGET_NAME + " node-b",
        "switchEndpoint " + World.TARGET_NAME + " node-c");
  }
}
