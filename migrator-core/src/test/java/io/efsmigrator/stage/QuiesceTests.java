package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.FakeCluster.Obedience;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Severity;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuiesceTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final World world = World.withTarget();
  private final Stage stage = new Quiesce(world.cluster, world.cluster, world.fileSystems);

  @Test
  void pausesEveryNodeThePrimaryLast() {
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("quiesce node-b", "quiesce node-a");
  }

  @Test
  void pausesOnlyWhatACrashLeftAtWork() {
    world.backup.writers = WriterState.QUIESCED;

    stage.run(PLAN);

    assertThat(world.cluster.orders()).containsExactly("quiesce node-a");
  }

  @Test
  void pausesNothingOnceThePrimaryUsesTheTarget() {
    world.primary.endpoint = Optional.of(World.TARGET_NAME);

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).isEmpty();
  }

  @Test
  void touchesNoNodeWhenTheRolesHaveChanged() {
    world.primary.role = NodeRole.BACKUP;

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.severity()).isEqualTo(Severity.REFUSED));
    assertThat(world.cluster.orders()).isEmpty();
  }

  @Test
  void blocksOnWritersThatGoOn() {
    world.primary.obedience = Obedience.IDLE;

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("node-a"));
  }

  @Test
  void saysSoWhenANodeCannotTell() {
    world.backup.writers = WriterState.UNKNOWN;
    world.backup.obedience = Obedience.IDLE;

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Completed.class,
        completed -> assertThat(completed.summary()).contains("final pass will prove it"));
  }

  @Test
  void waitsForANodeThatDoesNotAnswer() {
    world.backup.silence = Optional
        .of(new NodeException(NodeException.Kind.UNREACHABLE, "no route"));

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
  }
}
