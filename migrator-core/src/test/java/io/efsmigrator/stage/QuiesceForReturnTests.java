package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.stage.RollbackRecord.Progress;
import io.efsmigrator.stage.RollbackRecord.Reverse;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuiesceForReturnTests {

  private ClusterToReturn it = ClusterToReturn.begun(Reverse.NEEDED);

  private StageOutcome run() {
    return new QuiesceForReturn(it.world.cluster, it.world.cluster, it).run(it.plan);
  }

  @Test
  void pausesWhoIsAtWork() {
    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.world.cluster.orders()).containsExactly("quiesce node-a");
  }

  @Test
  void pausesAgainWhoWasStartedBetweenTheProofAndTheSwitch() {
    it.reverseProof = Optional.of("no difference");

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.world.cluster.orders()).containsExactly("quiesce node-a");
  }

  @Test
  void leavesAPrimaryAtWorkThatIsBackEvenIfALaterLookFailed() {
    it.farthest = Progress.PROVED;
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.world.cluster.orders()).isEmpty();
  }

  @Test
  void pausesForAComparison() {
    it = ClusterToReturn.begun(Reverse.COMPARED);
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.world.cluster.orders()).containsExactly("quiesce node-a");
  }

  @Test
  void pausesNobodyIfNothingIsToBeBroughtBack() {
    it = ClusterToReturn.begun(Reverse.NEEDLESS);

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.world.cluster.orders()).isEmpty();
  }

  @Test
  void touchesNoNodeWhenTheRolesHaveChangedOrOneIsSilent() {
    it.world.primary.role = NodeRole.BACKUP;
    assertThat(run()).isInstanceOf(Blocked.class);

    it.world.primary.role = NodeRole.PRIMARY;
    it.world.primary.silence = Optional
        .of(new NodeException(NodeException.Kind.UNREACHABLE, "no route"));
    assertThat(run()).isInstanceOf(Waiting.class);
    assertThat(it.world.cluster.orders()).isEmpty();
  }
}
