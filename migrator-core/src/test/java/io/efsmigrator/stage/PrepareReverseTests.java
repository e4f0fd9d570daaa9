package io.efsmigrator.stage;

import static io.efsmigrator.plan.Plans.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.FakeCluster.Obedience;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.stage.RollbackRecord.Progress;
import io.efsmigrator.stage.RollbackRecord.Reverse;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrepareReverseTests {

  private ClusterToReturn it = ClusterToReturn.begun(Reverse.NEEDED);

  private StageOutcome run() {
    return it.prepare().run(it.plan);
  }

  @Test
  void marksTheSourceAndPausesOnlyWhoStillUsesIt() {
    it.world.backup.writers = WriterState.RUNNING;

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.marks).containsExactly(SOURCE + " from " + World.TARGET);
    assertThat(it.world.cluster.orders()).containsExactly("quiesce node-b");
  }

  @Test
  void mountsWhatTheSwitchHasUnmounted() {
    it.world.mounts.mounted.clear();

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.world.mounts.mounted).containsEntry(it.plan.sourceRoot(), SOURCE)
        .containsEntry(it.plan.targetRoot(), World.TARGET);
  }

  @Test
  void writesIntoNothingElse() {
    it.world.mounts.mounted.put(it.plan.sourceRoot(), World.TARGET);
    assertThat(run()).isInstanceOf(Blocked.class);

    it.world.mounts.mounted.clear();
    it.world.mounts.insteadOf = Optional.of(World.TARGET);
    assertThat(run()).isInstanceOf(Blocked.class);

    it.world.mounts.failure = Optional.of(new Mounts.MountFailed("no route"));
    it.world.mounts.mounted.clear();
    assertThat(run()).isInstanceOf(Blocked.class);
    assertThat(it.marks).isEmpty();
  }

  @Test
  void neverRunsOnABackup() {
    it.world.primary.role = NodeRole.BACKUP;

    assertThat(run()).isInstanceOf(Blocked.class);
    assertThat(it.marks).isEmpty();
  }

  @Test
  void doesNotMarkWhileSomebodyWritesToTheSource() {
    it.world.backup.writers = WriterState.RUNNING;
    it.world.backup.obedience = Obedience.IDLE;

    assertThat(run()).isInstanceOf(Blocked.class);
    assertThat(it.marks).isEmpty();
  }

  @Test
  void leavesASourceAloneThatBearsAnothersMark() {
    it.refusedMark = Optional.of("it belongs to another migration");

    assertThat(run()).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("another migration"));
  }

  @Test
  void neverMarksASourceThatSomebodyPointedThePrimaryAt() {
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);

    assertThat(run()).isInstanceOf(Blocked.class);
    assertThat(it.world.cluster.orders()).isEmpty();
    assertThat(it.marks).isEmpty();
  }

  @Test
  void neverMarksASourceOnWhichThePrimaryHasWorkedAgain() {
    it.farthest = Progress.RETURNED;

    assertThat(run()).isInstanceOf(Blocked.class);
    assertThat(it.marks).isEmpty();
  }

  @Test
  void onlyMountsForAComparison() {
    it = ClusterToReturn.begun(Reverse.COMPARED);
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);
    it.world.mounts.mounted.clear();

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.world.mounts.mounted).hasSize(2);
    assertThat(it.marks).isEmpty();
  }

  @Test
  void doesNotMarkASourceThatBelongsToTheClusterAgain() {
    it.reverseProof = Optional.of("no difference");
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.marks).isEmpty();
    assertThat(it.world.cluster.orders()).isEmpty();
  }

  @Test
  void doesNothingIfNothingIsToBeBroughtBack() {
    it = ClusterToReturn.begun(Reverse.NEEDLESS);

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.marks).isEmpty();
  }

  @Test
  void refusesBeforeTheRollbackHasBegun() {
    it.begun = Optional.empty();

    assertThat(run()).isInstanceOf(Blocked.class);
    assertThat(it.marks).isEmpty();
  }
}
