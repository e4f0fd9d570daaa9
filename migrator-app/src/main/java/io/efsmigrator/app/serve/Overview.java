package io.efsmigrator.app.serve;

import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All migrations at one moment.
 *
 * @param running the executions somebody works on
 */
record Overview(Instant at, Rows executions, Rows problemCounts, Rows obligations,
    Set<Long> running) {

  static Overview of(HistoryQueries history, Instant at) {
    Rows executions = history.ask(Question.all(Topic.JOBS));
    Set<Long> running = new HashSet<>();
    // Newest first: one process works on one of them, and what an older one left open is over.
    for (Row row : last(executions.rows()).values().stream().toList().reversed()) {
      if (History.runs(history, row)) {
        running.add(row.number("job_execution_id"));
        if (history instanceof Owner) {
          break;
        }
      }
    }
    return new Overview(at, executions, history.ask(Question.all(Topic.PROBLEM_COUNTS)),
        history.ask(Question.all(Topic.OBLIGATIONS)), Set.copyOf(running));
  }

  /** The newest execution of each migration, the newest of these last. */
  List<Row> migrations() {
    return List.copyOf(last(executions.rows()).values());
  }

  private static Map<String, Row> last(List<Row> executions) {
    Map<String, Row> last = new LinkedHashMap<>();
    for (Row row : executions) {
      last.remove(row.text("migration_id"));
      last.put(row.text("migration_id"), row);
    }
    return last;
  }

  /** The newest execution of that migration. */
  Optional<Row> last(String migration) {
    return migrations().stream().filter(row -> row.text("migration_id").equals(migration))
        .findFirst();
  }

  boolean isRunning(Row execution) {
    return running.contains(execution.number("job_execution_id"));
  }

  /** Whether it ended without saying so. */
  boolean isInterrupted(Row execution) {
    return !isRunning(execution) && !Set.of("COMPLETED", "STOPPED", "FAILED", "ABANDONED")
        .contains(execution.text("status"));
  }

  long openProblems(String migration) {
    return problemCounts.rows().stream()
        .filter(row -> row.text("migration_id").equals(migration)
            && row.text("state").equals("OPEN"))
        .mapToLong(row -> row.number("problems")).sum();
  }

  long owed(String migration) {
    return obligations.rows().stream()
        .filter(row -> row.text("migration_id").equals(migration) && row.cell("met_at") == null)
        .count();
  }
}
