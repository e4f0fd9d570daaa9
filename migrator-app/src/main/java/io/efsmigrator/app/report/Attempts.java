package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Rows.Row;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What attempts at a partition have in common: one goes on where the one before it ended, and counts its
 * entries from there; its bytes it counts anew.
 */
public final class Attempts {

  private Attempts() {}

  /** A partition, whichever attempt at it a row of {@code partition_history} is of. */
  public static String partition(Row attempt) {
    return String.join("/", attempt.text("migration_id"), attempt.text("job_name"),
        attempt.text("step_name"), attempt.text("partition_name"));
  }

  /**
   * The entries that each attempt found done, by its step execution.
   *
   * @param done entries that each attempt counted in the end
   */
  static Map<Long, Long> foundDone(List<Row> attempts, Map<Long, Long> done) {
    Map<String, Long> farthest = new HashMap<>();
    Map<Long, Long> found = new HashMap<>();
    attempts.stream().sorted(Comparator.comparingLong(row -> row.number("step_execution_id")))
        .forEach(attempt -> {
          long id = attempt.number("step_execution_id");
          found.put(id, farthest.getOrDefault(partition(attempt), 0L));
          farthest.merge(partition(attempt), done.getOrDefault(id, 0L), Math::max);
        });
    return found;
  }
}
