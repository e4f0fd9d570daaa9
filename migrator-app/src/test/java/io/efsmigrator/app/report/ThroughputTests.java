package io.efsmigrator.app.report;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static Row sample(String at, long files) {
    return new Row(List.of("step_execution_id", "at", "files", "bytes", "latency_ms"),
        List.of(1L, Instant.parse(at), files, 0L, 1.0));
  }

  private static Row partition(double seconds) {
    return new Row(List.of("step_execution_id", "step_name", "seconds"),
        List.of(1L, "copyFiles", seconds));
  }
}
