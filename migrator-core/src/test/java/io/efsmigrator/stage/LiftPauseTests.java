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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiftPauseTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final World world = World.withTarget();
  private final Stage stage = new LiftPause(world.cluster, world.cluster);

  @BeforeEach
  void pauseTheWriters() {
    world.primary.writers = WriterState.QUIESCED;
    world.backup.writers = WriterState.QUIESCED;
  }

  @Test
  void letsThePrimaryGoOnFirst() {
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("resume node-a", "resume node-b");
  }

  @Test
  void startsOnlyWhatACrashLeftPaused() {
    world.primary.writers = WriterState.RUNNING;

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("resume node-b");
  }

  @Test
  void startsNobodyOnceANodeIsNotOnTheSource() {
    world.backup.endpoint = Optional.of(World.TARGET_NAME);

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.severity()).isEqualTo(Severity.REFUSED));
    assertThat(world.cluster.orders()).isEmpty();
  }

  @Test
  void startsNobodyWhenTheRolesHaveChanged() {
    world.backup.role = NodeRole.PRIMARY;

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
    assertThat(world.cluster.orders()).isEmpty();
  }

  @Test
  void saysThatWritersDoNotStart() {
    world.primary.obedience = Obedience.IDLE;

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("node-a"));
  }

  @Test
  void waitsForANodeThatDoesNotAnswer() {
    world.primary.silence = Optional
        .of(new NodeException(NodeException.Kind.UNREACHABLE, "no route"));

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
  }
}
