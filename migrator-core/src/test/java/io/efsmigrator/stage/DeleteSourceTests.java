package io.efsmigrator.stage;

import static io.efsmigrator.plan.Plans.SOURCE;
import static io.efsmigrator.stage.DeleteSource.Part.FILE_SYSTEM;
import static io.efsmigrator.stage.DeleteSource.Part.MOUNT_TARGETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import org.junit.jupiter.api.Test;

class DeleteSourceTests {

  private final SourceToDelete it = new SourceToDelete();

  private StageOutcome run(DeleteSource.Part part) {
    return it.delete(part).run(it.plan);
  }

  @Test
  void deletesMountTargetsFirstAndThenTheFileSystem() {
    assertThat(run(MOUNT_TARGETS)).isInstanceOf(Waiting.class);
    assertThat(run(MOUNT_TARGETS)).isInstanceOf(Waiting.class);
    it.removal.settle();
    assertThat(run(MOUNT_TARGETS)).isInstanceOf(Completed.class);
    assertThat(run(FILE_SYSTEM)).isInstanceOf(Waiting.class);
    assertThat(run(FILE_SYSTEM)).isInstanceOf(Waiting.class);
    it.removal.settle();

    assertThat(run(FILE_SYSTEM)).isEqualTo(new Completed(SOURCE + " is deleted"));
    assertThat(it.removal.orders()).containsExactly("mountTarget fsmt-0000000e",
        "mountTarget fsmt-0000000f", "fileSystem " + SOURCE);
    assertThat(it.world.fileSystems.find(World.TARGET)).isPresent();
  }

  @Test
  void neverDeletesAFileSystemThatHasMountTargets() {
    assertThat(run(FILE_SYSTEM)).isInstanceOf(Blocked.class);
    assertThat(it.removal.orders()).isEmpty();
  }

  @Test
  void waitsWhileEfsStillCountsTheMountTargets() {
    run(MOUNT_TARGETS);
    it.removal.settle();
    it.removal.stayInUse(2);

    assertThat(run(FILE_SYSTEM)).isInstanceOf(Waiting.class);
    assertThat(run(FILE_SYSTEM)).isInstanceOf(Waiting.class);
    assertThat(it.removal.orders()).doesNotContain("fileSystem " + SOURCE);
    assertThat(run(FILE_SYSTEM)).isInstanceOf(Waiting.class);
    assertThat(it.removal.orders()).contains("fileSystem " + SOURCE);
  }

  @Test
  void notesThatItBeginsBeforeTheFirstOrder() {
    it.guard = () -> assertThat(it.removal.orders().isEmpty() || it.begun.contains(SOURCE))
        .isTrue();
    run(MOUNT_TARGETS);

    assertThat(it.begun).containsExactly(SOURCE);
  }

  @Test
  void takesASourceThatIsGoneForDoneOnlyIfItBegan() {
    it.world.fileSystems.remove(SOURCE);
    assertThat(run(FILE_SYSTEM)).isInstanceOf(Blocked.class);
    assertThat(run(MOUNT_TARGETS)).isInstanceOf(Blocked.class);
    assertThat(it.check().run(it.plan)).isInstanceOf(Blocked.class);

    it.begun.add(SOURCE);
    assertThat(it.check().run(it.plan)).isInstanceOf(Completed.class);
    assertThat(run(MOUNT_TARGETS)).isInstanceOf(Completed.class);
    assertThat(run(FILE_SYSTEM)).isInstanceOf(Completed.class);
    assertThat(it.removal.orders()).isEmpty();
  }

  @Test
  void ordersNothingTwiceWhenAnswersAreLost() {
    it.removal.loseAnswers(3);
    assertThat(run(MOUNT_TARGETS)).isInstanceOf(Waiting.class);
    assertThat(run(MOUNT_TARGETS)).isInstanceOf(Waiting.class);
    it.removal.settle();
    assertThat(run(FILE_SYSTEM)).isInstanceOf(Waiting.class);
    it.removal.settle();

    assertThat(run(FILE_SYSTEM)).isInstanceOf(Completed.class);
    assertThat(it.removal.orders()).containsExactly("mountTarget fsmt-0000000e",
        "mountTarget fsmt-0000000f", "fileSystem " + SOURCE);
  }

  @Test
  void goesOnFromEveryPlaceWhereAnAnswerOfEfsWasMissing() {
    for (int call = 1; call <= 12; call++) {
      SourceToDelete each = new SourceToDelete();
      each.world.fileSystems.refuseNth(call,
          new EfsException(EfsException.Kind.UNAVAILABLE, "no answer"));
      for (DeleteSource.Part part : DeleteSource.Part.values()) {
        int rounds = 0;
        while (!(each.delete(part).run(each.plan) instanceof Completed)) {
          each.removal.settle();
          assertThat(++rounds).as("part %s, call %s", part, call).isLessThan(10);
        }
      }
      assertThat(each.removal.orders()).as("call %s", call).endsWith("fileSystem " + SOURCE)
          .hasSize(3);
    }
  }
}
