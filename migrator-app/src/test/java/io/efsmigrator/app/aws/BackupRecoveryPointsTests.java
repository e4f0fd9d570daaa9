package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.sandbox.endpoint.EfsFaults.Fault;
import io.efsmigrator.app.sandbox.endpoint.EfsNetwork;
import io.efsmigrator.app.sandbox.endpoint.RunningEndpoint;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.RecoveryPointArn;
import io.efsmigrator.efs.RecoveryPoints.Kept;
import io.efsmigrator.efs.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one request to AWS Backup, on the wire. */
class BackupRecoveryPointsTests {

  private static final FileSystemId SOURCE = new FileSystemId("fs-0a0000000000000aa");
  private static final FileSystemId OTHER = new FileSystemId("fs-0b0000000000000bb");
  private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:00Z");

  @TempDir
  private Path directory;
  private RunningEndpoint running;
  private BackupRecoveryPoints backups;

  @BeforeEach
  void connect() throws IOException {
    running = new RunningEndpoint(directory);
    running.endpoint.provideSource(SOURCE.value(), "source", EfsNetwork.CLUSTER_GROUP);
    backups = BackupRecoveryPoints.connect(
        new AwsAccess.Endpoint(new Region("us-east-1"), running.endpoint.uri()));
  }

  @AfterEach
  void close() {
    backups.close();
    running.close();
  }

  @Test
  void findsARecoveryPointOnTheLastPage() throws IOException {
    for (int night = 1; night <= 5; night++) {
      running.endpoint.reportRecoveryPoint(SOURCE.value(), arn("night-" + night).value(),
          night == 5 ? "COMPLETED" : "EXPIRED", NIGHT.plusSeconds(night));
    }

    assertThat(backups.find(SOURCE, arn("night-5")))
        .contains(new Kept("COMPLETED", NIGHT.plusSeconds(5)));
    assertThat(backups.find(SOURCE, arn("night-1"))).hasValueSatisfying(
        kept -> assertThat(kept.isComplete()).isFalse());
    assertThat(running.calls("ListRecoveryPointsByResource")).isEqualTo(3 + 1);
  }

  @Test
  void findsNoneOfAnotherFileSystemOrAnotherAccount() throws IOException {
    running.endpoint.reportRecoveryPoint(SOURCE.value(), arn("night").value(), "COMPLETED", NIGHT);

    assertThat(backups.find(OTHER, arn("night"))).isEmpty();
    assertThat(backups.find(SOURCE, arn("day"))).isEmpty();
    assertThat(backups.find(SOURCE, new RecoveryPointArn(
        arn("night").value().replace("000000000000", "111122223333")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"403,AccessDeniedException,ACCESS_DENIED", "429,ThrottlingException,THROTTLED",
    "500,ServiceUnavailableException,UNAVAILABLE",
    "400,InvalidParameterValueException,BAD_REQUEST"})
  void asksOnceAndTellsByTheCode(int status, String code, Kind kind) {
    running.endpoint.faults().order("ListRecoveryPointsByResource", 1,
        new Fault.Refused(status, code, "no"));

    assertThatThrownBy(() -> backups.find(SOURCE, arn("night")))
        .isInstanceOfSatisfying(EfsException.class, refusal -> {
          assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind);
          assertThat(refusal).hasMessageContaining("ListRecoveryPointsByResource");
        });
    assertThat(running.calls("ListRecoveryPointsByResource")).isEqualTo(1);
  }

  @Test
  void saysUnavailableWhenNobodyAnswers() {
    running.endpoint.close();

    assertThatThrownBy(() -> backups.find(SOURCE, arn("night")))
        .isInstanceOfSatisfying(EfsException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE));
  }

  private static RecoveryPointArn arn(String id) {
    return new RecoveryPointArn("arn:aws:backup:us-east-1:000000000000:recovery-point:" + id);
  }
}
