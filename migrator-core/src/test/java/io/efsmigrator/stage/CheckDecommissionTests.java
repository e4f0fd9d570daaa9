package io.efsmigrator.stage;

import static io.efsmigrator.plan.Plans.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.efs.RecoveryPointArn;
import io.efsmigrator.efs.RecoveryPoints.Kept;
import io.efsmigrator.plan.BackupEvidence;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckDecommissionTests {

  private final SourceToDelete it = new SourceToDelete();

  @Test
  void letsASourceGoThatNobodyNeeds() {
    assertThat(it.check().run(it.plan)).isInstanceOf(Completed.class);
    assertThat(it.world.notes.topics(Finding.Level.BLOCK)).isEmpty();
    assertThat(it.removal.orders()).isEmpty();
  }

  @Test
  void showsEveryCheckAlthoughNothingWasConfirmed() {
    it.typed = Optional.empty();
    it.backup = Optional.empty();

    assertThat(it.check().run(it.plan)).isInstanceOfSatisfying(Blocked.class, blocked -> {
      assertThat(blocked.severity()).isEqualTo(StageOutcome.Severity.REFUSED);
      assertThat(blocked.remedy()).contains("--confirm " + SOURCE).contains("--without-backup");
    });
    assertThat(it.world.notes.topics(Finding.Level.BLOCK)).containsExactly("confirmation",
        "backup");
    assertThat(it.world.notes.topics(Finding.Level.OK)).contains("migration", "target", "identity",
        "node", "replication", "clients");
  }

  @Test
  void namesEverythingThatStandsAgainstItAtOnce() {
    it.completed.remove(GuideStage.FINAL_PASS);
    it.world.backup.endpoint = Optional.of(World.SOURCE_NAME);
    it.replication = Optional.of("to eu-west-1");

    it.check().run(it.plan);
    assertThat(it.world.notes.topics(Finding.Level.BLOCK)).containsExactly("migration", "node",
        "replication");
  }

  @Test
  void warnsWhenTheBackupWasGivenUp() {
    it.backup = Optional.of(new BackupEvidence.Waived());

    assertThat(it.check().run(it.plan)).isInstanceOf(Completed.class);
    assertThat(it.world.notes.topics(Finding.Level.WARN)).containsExactly("backup");
  }

  @Test
  void saysHowOldTheBackupIs() {
    it.check().run(it.plan);

    assertThat(it.world.notes.findings).anySatisfy(finding -> {
      assertThat(finding.topic()).isEqualTo("backup");
      assertThat(finding.text()).contains(SourceToDelete.ARN.value(), SOURCE.value(),
          "2026-11-24T03:00:00Z");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"PARTIAL", "EXPIRED", "DELETING", "CREATING", "completed", ""})
  void refusesABackupThatIsNotComplete(String status) {
    it.kept = Optional.of(new Kept(status, SourceToDelete.NOW));

    refusesTheBackup("is " + status);
  }

  @Test
  void refusesABackupThatIsNotThere() {
    it.kept = Optional.empty();

    refusesTheBackup("AWS Backup has no " + SourceToDelete.ARN);
  }

  @Test
  void refusesABackupThatItCannotSee() {
    it.backup = Optional.of(new BackupEvidence.RecoveryPoint(new RecoveryPointArn(
        SourceToDelete.ARN.value().replace("us-east-1", "eu-west-1"))));

    refusesTheBackup("is not in us-east-1");
  }

  private void refusesTheBackup(String why) {
    assertThat(it.check().run(it.plan)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains(why));
    assertThat(it.world.notes.topics(Finding.Level.BLOCK)).containsExactly("backup");
  }

  @Test
  void takesOnlyTheArnOfARecoveryPointForOne() {
    for (String wrong : new String[]{"", "yes", SourceToDelete.ARN + "\n",
      "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0000000a"}) {
      assertThatThrownBy(() -> new RecoveryPointArn(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
