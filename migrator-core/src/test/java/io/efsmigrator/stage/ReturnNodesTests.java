package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.FakeCluster.Obedience;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.stage.RollbackRecord.Reverse;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Severity;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReturnNodesTests {

  private static final String SWITCH = "switchEndpoint " + World.SOURCE_NAME;

  private ClusterToReturn it;

  @BeforeEach
  void proveTheReversePass() {
    it = ClusterToReturn.begun(Reverse.NEEDED);
    it.reverseProof = Optional.of("no difference");
    it.world.primary.writers = WriterState.QUIESCED;
    it.world.backup.endpoint = Optional.of(World.TARGET_NAME);
  }

  private StageOutcome run(ReturnNodes.Part part) {
    return new ReturnNodes(part, it.world.cluster, it.world.cluster, it).run(it.plan);
  }

  @Test
  void leadsThePrimaryBackAndThenTheBackup() {
    assertThat(run(ReturnNodes.Part.PRIMARY)).isInstanceOf(Completed.class);
    assertThat(run(ReturnNodes.Part.BACKUPS)).isInstanceOf(Completed.class);

    assertThat(it.world.cluster.orders()).containsExactly(SWITCH + " node-a", "resume node-a",
        SWITCH + " node-b", "resume node-b");
  }

  @Test
  void neverLetsTheBackupGoFirst() {
    assertThat(run(ReturnNodes.Part.BACKUPS)).isInstanceOf(Blocked.class);
    assertThat(it.world.cluster.orders()).isEmpty();
  }

  @Test
  void refusesWithoutTheProofOfTheLastReversePass() {
    it.reverseProof = Optional.empty();

    refuses("not proved");
  }

  @Test
  void refusesBeforeARollbackHasBegun() {
    it.begun = Optional.empty();

    refuses("no rollback");
  }

  @Test
  void refusesANodeThatChangedItsRole() {
    it.world.primary.role = NodeRole.BACKUP;

    refuses("should be the Primary");
  }

  @Test
  void putsNodesThatNeverLeftBackToWorkWithoutASwitch() {
    it = ClusterToReturn.begun(Reverse.NEEDLESS);
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);
    it.world.primary.writers = WriterState.QUIESCED;

    assertThat(run(ReturnNodes.Part.PRIMARY)).isInstanceOf(Completed.class);
    assertThat(run(ReturnNodes.Part.BACKUPS)).isInstanceOf(Completed.class);
    assertThat(it.world.cluster.orders()).containsExactly("resume node-a", "resume node-b");
  }

  @Test
  void asksForTheComparisonWhereANodeMayHaveUsedTheTarget() {
    it = ClusterToReturn.begun(Reverse.COMPARED);
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);
    refuses("not proved");

    it.reverseProof = Optional.of("no difference");
    assertThat(run(ReturnNodes.Part.PRIMARY)).isInstanceOf(Completed.class);
  }

  @Test
  void takesNoNodeOffATargetFromWhichNothingWasBroughtBack() {
    it = ClusterToReturn.begun(Reverse.NEEDLESS);

    refuses(World.TARGET_NAME.value());
  }

  @Test
  void doesNotSwitchAgainAfterACrashButResumes() {
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);

    assertThat(run(ReturnNodes.Part.PRIMARY)).isInstanceOf(Completed.class);
    assertThat(it.world.cluster.orders()).containsExactly("resume node-a");
  }

  @Test
  void blocksWhenAnotherEndpointIsReadBackAndWhenTheAgentBreaks() {
    it.world.primary.obedience = Obedience.IDLE;
    assertThat(run(ReturnNodes.Part.PRIMARY)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("was told to use"));

    it.world.primary.obedience = Obedience.WILLING;
    it.world.primary.health = new NodeHealth.Broken("cannot mount");
    assertThat(run(ReturnNodes.Part.PRIMARY)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.remedy()).contains("complete on the source"));
  }

  private void refuses(String why) {
    assertThat(run(ReturnNodes.Part.PRIMARY)).isInstanceOfSatisfying(Blocked.class, blocked -> {
      assertThat(blocked.severity()).isEqualTo(Severity.REFUSED);
      assertThat(blocked.reason()).contains(why);
    });
    assertThat(it.world.cluster.orders()).isEmpty();
  }
}
