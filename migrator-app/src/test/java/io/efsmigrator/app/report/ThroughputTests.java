package io.efsmigrator.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.efsmigrator.app.history.Rows.Row;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputTests {

  @Test
  void theFirstSampleIsOfAllTheTimeSinceItsPartitionBegan() {
    Throughput speed = Throughput.of(
        List.of(sample("2026-11-23T07:00:10Z", 500), sample("2026-11-23T07:00:20Z", 1_000)),
        List.of(partition(20)));

    assertThat(speed.peakFiles()).isEqualTo(50);
    assertThat(speed.copiedFiles()).hasSize(22).filteredOn(rate -> rate > 0).hasSize(20)
        .allMatch(rate -> rate == 50);
  }

  @Test
  void aSlotGetsTheShareOfItsTime() {
    Throughput speed = Throughput.of(
        List.of(sample("2026-11-23T07:00:01Z", 0), sample("2026-11-23T07:00:02.500Z", 30)),
        List.of(partition(1.5)));

    assertThat(speed.copiedFiles()).endsWith(20.0, 10.0);
  }

  @Test
  void whatAnEarlierAttemptDidIsNoSpeedOfTheNext() {
    Throughput speed = Throughput.of(
        List.of(sample("2026-11-23T07:00:10Z", 500), sample(2, "2026-11-23T07:00:30Z", 600)),
        List.of(partition(1, 10), partition(2, 10)));

    assertThat(speed.copiedFiles().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(600, within(0.1));
  }

  @Test
  void anAttemptThatBeganAnewIsNeverLessThanNothing() {
    Throughput speed = Throughput.of(
        List.of(sample("2026-11-23T07:00:10Z", 500), sample(2, "2026-11-23T07:00:30Z", 100),
            sample(2, "2026-11-23T07:00:40Z", 200)),
        List.of(partition(1, 10), partition(2, 20)));

    assertThat(speed.copiedFiles().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(600, within(0.1));
  }

  private static Row sample(String at, long files) {
    return sample(1, at, files);
  }

  private static Row sample(long id, String at, long files) {
    return new Row(List.of("step_execution_id", "at", "files", "bytes", "latency_ms"),
        List.of(id, Instant.parse(at), files, 0L, 1.0));
  }

  private static Row partition(double seconds) {
    return partition(1, seconds);
  }

  private static Row partition(long id, double seconds) {
    return new Row(List.of("step_execution_id", "migration_id", "job_name", "step_name",
        "partition_name", "seconds"), List.of(id, "m", "copy", "copyFiles", "part-1", seconds));
  }
}
