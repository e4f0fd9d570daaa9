package io.efsmigrator.app.serve;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.report.Report;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What all passes have copied so far, from the newest sample of each partition. */
record Copied(long files, long bytes) {

  static Copied of(Report report) {
    Set<Long> copying = new HashSet<>();
    for (Row partition : report.rows("partitions")) {
      if (partition.text("step_name").endsWith("copyFiles")) {
        copying.add(partition.number("step_execution_id"));
      }
    }
    Map<Long, Row> newest = new HashMap<>();
    for (Row sample : report.rows("progress")) {
      if (copying.contains(sample.number("step_execution_id"))) {
        newest.put(sample.number("step_execution_id"), sample);
      }
    }
    return new Copied(newest.values().stream().mapToLong(row -> row.number("files")).sum(),
        newest.values().stream().mapToLong(row -> row.number("bytes")).sum());
  }
}
