package io.efsmigrator.app.report;

import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.verify.Sha256Sums;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Everything the history knows of one migration, as of one moment.
 *
 * @param tables rows of the history by the name they have in the JSON form, those of this migration
 * @param sizes how large the copied files were, if the ledgers of the run are on this machine
 */
public record Report(String migration, Instant madeAt, SequencedMap<String, Rows> tables,
    Optional<Sizes> sizes) {

  /** In the order of the JSON form; names are published in its schema. */
  private static final Map<String, Topic> TOPICS = topics();

  private static Map<String, Topic> topics() {
    Map<String, Topic> topics = new LinkedHashMap<>();
    topics.put("executions", Topic.JOBS);
    topics.put("steps", Topic.STEPS);
    topics.put("partitions", Topic.PARTITIONS);
    topics.put("problems", Topic.PROBLEMS);
    topics.put("problemCounts", Topic.PROBLEM_COUNTS);
    topics.put("findings", Topic.FINDINGS);
    topics.put("commands", Topic.NODE_JOBS);
    topics.put("obligations", Topic.OBLIGATIONS);
    topics.put("approvals", Topic.APPROVALS);
    topics.put("limits", Topic.PACE);
    topics.put("progress", Topic.PROGRESS);
    return topics;
  }

  /**
   * Reads the report of the migration of one execution.
   *
   * @param runs folder that holds the files of all runs
   * @throws IOException if a ledger is there and cannot be read
   */
  public static Report of(HistoryQueries history, Row execution, Path runs, Instant madeAt)
      throws IOException {
    String migration = execution.text("migration_id");
    SequencedMap<String, Rows> tables = new LinkedHashMap<>();
    for (Map.Entry<String, Topic> topic : TOPICS.entrySet()) {
      tables.put(topic.getKey(), only(history.ask(Question.all(topic.getValue())), migration));
    }
    return new Report(migration, madeAt, tables, Sizes.of(Ledgers.of(runs, execution).ofShown()));
  }

  /**
   * Writes the SHA-256 of every file that was copied to the target and is still as it was copied, as
   * {@code sha256sum -c} reads it.
   *
   * @return how many files; none if no ledger of the execution is on this machine
   */
  public static long exportHashes(Row execution, Path runs, Path file) throws IOException {
    List<List<Path>> passes = Ledgers.of(runs, execution).ofAll();
    return passes.stream().allMatch(List::isEmpty) ? 0 : Sha256Sums.export(passes, file);
  }

  private static Rows only(Rows rows, String migration) {
    int column = rows.columns().indexOf("migration_id");
    return new Rows(rows.columns(),
        rows.cells().stream().filter(row -> migration.equals(row.get(column))).toList());
  }

  /** Rows of one table. */
  public List<Row> rows(String table) {
    Rows rows = tables.get(table);
    if (rows == null) {
      throw new IllegalArgumentException("no table " + table);
    }
    return rows.rows();
  }

  /** The newest execution: what the report is about in the end. */
  public Row last() {
    return rows("executions").getLast();
  }
}
