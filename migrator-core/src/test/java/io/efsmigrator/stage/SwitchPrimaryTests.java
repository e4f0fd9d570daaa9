package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.FakeCluster.Obedience;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Severity;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwitchPrimaryTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();
  private static final String SWITCH = "switchEndpoint " + World.TARGET_NAME + " node-a";

  private final World world = World.withTarget();
  private final Stage stage = new SwitchPrimary(world.cluster, world.cluster, world.fileSystems,
      world.notes);

  @BeforeEach
  void pauseTheWriters() {
    world.primary.writers = WriterState.QUIESCED;
    world.backup.writers = WriterState.QUIESCED;
  }

  @Test
  void switchesAndLetsTheWritersGoOn() {
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly(SWITCH, "resume node-a");
    assertThat(world.backup.endpoint).contains(World.SOURCE_NAME);
  }

  @Test
  void refusesWithoutTheProofOfTheFinalPass() {
    world.notes.proof = Optional.empty();

    refuses("not proved");
  }

  @Test
  void doesNotSwitchAgainAfterACrashButResumes() {
    world.primary.endpoint = Optional.of(World.TARGET_NAME);

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly("resume node-a");
  }

  @Test
  void refusesANodeThatIsNoLongerThePrimary() {
    world.primary.role = NodeRole.BACKUP;

    refuses("should be the Primary");
  }

  @Test
  void refusesANodeOnAThirdFileSystem() {
    world.primary.endpoint = Optional.of(new DnsName("fs-00000abc.efs.us-east-1.amazonaws.com"));

    refuses("fs-00000abc");
  }

  @Test
  void refusesANodeThatDoesNotTellItsEndpoint() {
    world.primary.endpoint = Optional.empty();

    refuses("does not tell");
  }

  @Test
  void blocksWhenAnotherEndpointIsReadBack() {
    world.primary.obedience = Obedience.IDLE;

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class, blocked -> {
      assertThat(blocked.severity()).isEqualTo(Severity.FAILED);
      assertThat(blocked.reason()).contains(World.SOURCE_NAME.value());
    });
    assertThat(world.cluster.orders()).containsExactly(SWITCH);
  }

  @Test
  void waitsUntilTheAgentIsHealthy() {
    world.primary.health = new NodeHealth.Unclear("starting");

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);

    world.primary.health = new NodeHealth.Healthy();
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.cluster.orders()).containsExactly(SWITCH, "resume node-a");
  }

  @Test
  void blocksOnAnAgentThatBreaksOnTheTarget() {
    world.primary.health = new NodeHealth.Broken("cannot mount");

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("cannot mount"));
  }

  @ParameterizedTest
  @EnumSource(NodeException.Kind.class)
  void turnsEverySilenceIntoAnOutcome(NodeException.Kind kind) {
    world.primary.silence = Optional.of(new NodeException(kind, "nothing"));

    assertThat(stage.run(PLAN)).isNotInstanceOf(Completed.class);
  }

  private void refuses(String why) {
    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class, blocked -> {
      assertThat(blocked.severity()).isEqualTo(Severity.REFUSED);
      assertThat(blocked.reason()).contains(why);
    });
    assertThat(world.cluster.orders()).isEmpty();
  }
}
