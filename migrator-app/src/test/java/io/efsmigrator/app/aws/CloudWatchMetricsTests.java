package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.sandbox.endpoint.EfsFaults.Fault;
import io.efsmigrator.app.sandbox.endpoint.EfsNetwork;
import io.efsmigrator.app.sandbox.endpoint.RunningEndpoint;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.Metrics;
import io.efsmigrator.efs.MetricsContract;
import io.efsmigrator.efs.Region;
import io.efsmigrator.efs.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, held by the adapter against the sandbox's CloudWatch; and the source's standing. */
class CloudWatchMetricsTests extends MetricsContract {

  @TempDir
  private Path directory;
  private RunningEndpoint running;
  private AwsAccess access;
  private CloudWatchMetrics metrics;

  @BeforeEach
  void connect() {
    running = new RunningEndpoint(directory);
    access = new AwsAccess.Endpoint(new Region("us-east-1"), running.endpoint.uri());
    metrics = CloudWatchMetrics.connect(access, running.clock);
  }

  @AfterEach
  void close() {
    metrics.close();
    running.close();
  }

  @Override
  protected Metrics metrics() {
    return metrics;
  }

  @Override
  protected void recordBusy() {
    try {
      running.endpoint.provideSource(RECORDED.value(), "Cluster", EfsNetwork.CLUSTER_GROUP);
      running.endpoint.reportMetrics(RECORDED.value(),
          Map.of("PercentIOLimit", 96.0, "BurstCreditBalance", 5e11, "MeteredIOBytes",
              0.25 * 60 * 104_857_600, "PermittedThroughput", 104_857_600.0, "ClientConnections",
              2.0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"403,AccessDenied,ACCESS_DENIED,1", "429,ThrottlingException,THROTTLED,4",
    "500,InternalServiceFault,UNAVAILABLE,4"})
  void tellsByTheCodeWhatWentWrong(int status, String code, Kind kind, long calls) {
    running.endpoint.faults().order("GetMetricData", 4, new Fault.Refused(status, code, "no"));

    assertThatThrownBy(() -> metrics.load(RECORDED)).isInstanceOfSatisfying(EfsException.class,
        refusal -> assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind));
    assertThat(running.calls("GetMetricData")).isEqualTo(calls);
  }

  @Test
  void asksOnceForEverything() {
    recordBusy();
    metrics.load(RECORDED);

    assertThat(running.calls("GetMetricData")).isEqualTo(1);
  }

  @Test
  void tellsTheStandingOfAFileSystemThatNobodyReplicates() {
    recordBusy();

    try (EfsStandings standings = EfsStandings.connect(access)) {
      assertThat(standings.of(RECORDED)).isEqualTo(
          new Standing(Optional.of(running.clock.instant()), Standing.Replication.NONE));
    }
  }
}
