package io.efsmigrator.app.serve;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.report.Attempts;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Figures of every migration, read when Prometheus asks and not before. */
final class MigrationMetrics implements MultiCollector {

  private final Looks looks;

  MigrationMetrics(Looks looks) {
    this.looks = looks;
  }

  @Override
  public MetricSnapshots collect() {
    try {
      Overview overview = looks.overview();
      List<Row> migrations = overview.migrations();
      Map<String, Long> files = copiedFiles();
      Map<String, Long> bytes = copiedBytes();
      return MetricSnapshots.of(
          gauge("running", "Whether a process works on the migration.", migrations,
              row -> overview.isRunning(row) ? 1 : 0),
          gauge("interrupted", "Whether its process ended without a word.", migrations,
              row -> overview.isInterrupted(row) ? 1 : 0),
          gauge("failed", "Whether its newest execution failed.", migrations,
              row -> row.text("status").equals("FAILED") ? 1 : 0),
          gauge("completed", "Whether its newest execution completed.", migrations,
              row -> row.text("status").equals("COMPLETED") ? 1 : 0),
          gauge("attempts", "Executions so far.", migrations, row -> row.number("attempt")),
          gauge("open_problems", "Problems that no pass has put right yet.", migrations,
              row -> overview.openProblems(row.text("migration_id"))),
          gauge("owed", "Obligations that are not met.", migrations,
              row -> overview.owed(row.text("migration_id"))),
          gauge("copied_files", "Entries copied in all passes.", migrations,
              row -> files.getOrDefault(row.text("migration_id"), 0L)),
          gauge("copied_bytes", "Content copied in all passes.", migrations,
              row -> bytes.getOrDefault(row.text("migration_id"), 0L)));
    } catch (OperatorError e) {
      // No figures are better than wrong ones; the health says why.
      return MetricSnapshots.of();
    }
  }

  /** The farthest of all attempts at a partition, since each counts from where the last one ended. */
  private Map<String, Long> copiedFiles() {
    Map<String, Row> farthest = new HashMap<>();
    for (Row row : copying()) {
      farthest.merge(Attempts.partition(row), row,
          (one, other) -> one.number("files") > other.number("files") ? one : other);
    }
    return sums(farthest.values(), "files");
  }

  private Map<String, Long> copiedBytes() {
    return sums(copying(), "bytes");
  }

  private List<Row> copying() {
    return looks.partitions().rows().stream()
        .filter(row -> row.text("step_name").endsWith("copyFiles")).toList();
  }

  private static Map<String, Long> sums(Collection<Row> rows, String column) {
    Map<String, Long> sums = new HashMap<>();
    rows.forEach(row -> sums.merge(row.text("migration_id"), row.number(column), Long::sum));
    return sums;
  }

  private static GaugeSnapshot gauge(String name, String help, List<Row> migrations,
      ToDoubleFunction<Row> value) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name("efs_migrator_" + name).help(help);
    for (Row row : migrations) {
      gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
          .labels(Labels.of("migration", row.text("migration_id"), "job", row.text("job_name")))
          .value(value.applyAsDouble(row)).build());
    }
    return gauge.build();
  }
}
