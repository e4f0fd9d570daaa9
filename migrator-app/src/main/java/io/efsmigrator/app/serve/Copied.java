package io.efsmigrator.app.serve;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.report.Attempts;
import io.efsmigrator.app.report.Report;
import java.util.HashMap;
import java.util.Map;

/** What all passes have copied so far, from the newest sample of each attempt at each partition. */
record Copied(long files, long bytes) {

  static Copied of(Report report) {
    Map<Long, String> copying = new HashMap<>();
    for (Row partition : report.rows("partitions")) {
      if (partition.text("step_name").endsWith("copyFiles")) {
        copying.put(partition.number("step_execution_id"), Attempts.partition(partition));
      }
    }
    Map<Long, Row> newest = new HashMap<>();
    for (Row sample : report.rows("progress")) {
      if (copying.containsKey(sample.number("step_execution_id"))) {
        newest.put(sample.number("step_execution_id"), sample);
      }
    }
    Map<String, Long> files = new HashMap<>();
    newest.forEach(
        (id, row) -> files.merge(copying.getOrDefault(id, ""), row.number("files"), Math::max));
    return new Copied(files.values().stream().mapToLong(Long::longValue).sum(),
        newest.values().stream().mapToLong(row -> row.number("bytes")).sum());
  }
}
