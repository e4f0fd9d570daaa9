package io.efsmigrator.app.serve;

import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Left;
import io.efsmigrator.app.history.PausedWriters;
import io.efsmigrator.app.history.Progress;
import io.efsmigrator.app.history.ProgressReader;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at one migration again and again; what only grows is asked for from where it was. */
final class MigrationLook {

  /** A sample has the time at which its transaction began: one that began earlier may come later. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private final Clock clock;
  private final Map<Long, Row> samples = new LinkedHashMap<>();
  private @Nullable Instant newest;
  private Rows partitions = new Rows(List.of(), List.of());
  private Rows counts = new Rows(List.of(), List.of());
  private Rows problems = new Rows(List.of(), List.of());
  private @Nullable ProgressReader reader;
  private long followed;

  /** The zone of the clock is the one that the run lives in. */
  MigrationLook(Clock clock) {
    this.clock = clock;
  }

  Detail look(HistoryQueries history, Overview overview, Row last, Instant at) {
    long execution = last.number("job_execution_id");
    String migration = last.text("migration_id");
    SequencedMap<String, Rows> tables = new LinkedHashMap<>();
    tables.put("executions", only(overview.executions(), migration));
    tables.put("steps", only(history.ask(Question.all(Topic.STEPS)), migration));
    tables.put("progress", progress(history, execution));
    tables.put("partitions", partitions(history, migration));
    Rows now = only(overview.problemCounts(), migration);
    tables.put("problemCounts", now);
    tables.put("problems", problems(history, execution, now));
    tables.put("obligations", only(overview.obligations(), migration));
    tables.put("approvals", history.ask(Question.of(Topic.APPROVALS, execution)));
    tables.put("limits", history.ask(Question.of(Topic.PACE, execution)));
    Detail.State state = overview.isRunning(last)
        ? Detail.State.RUNNING
        : overview.isInterrupted(last) ? Detail.State.INTERRUPTED : Detail.State.OVER;
    return new Detail(new Report(migration, at, tables, Optional.empty()), last, state,
        PausedWriters.are(history, last),
        state == Detail.State.RUNNING ? stalled(history, execution) : "",
        state == Detail.State.RUNNING ? left(history, execution) : Optional.empty());
  }

  private Optional<Left> left(HistoryQueries history, long execution) {
    ProgressReader following = reader;
    if (following == null || followed != execution) {
      following = new ProgressReader(execution, clock);
      reader = following;
      followed = execution;
    }
    return following.look(history).flatMap(Progress::left);
  }

  private static String stalled(HistoryQueries history, long execution) {
    return history.ask(Question.of(Topic.LEASES, execution)).rows().stream()
        .map(lease -> lease.text("stalled")).filter(words -> !words.isEmpty()).findFirst()
        .orElse("");
  }

  private Rows progress(HistoryQueries history, long execution) {
    Question question = Question.of(Topic.PROGRESS, execution);
    Rows rows = history
        .ask(newest == null ? question : question.since(newest.minus(OVERLAP)));
    for (Row row : rows.rows()) {
      samples.put(row.number("id"), row);
      Instant at = row.instant("at");
      if (at != null && (newest == null || at.isAfter(newest))) {
        newest = at;
      }
    }
    List<List<@Nullable Object>> ordered = new ArrayList<>();
    samples.values().stream()
        .sorted(Comparator.comparing((Row row) -> row.instant("at"), Comparator.nullsFirst(
            Comparator.naturalOrder())).thenComparingLong(row -> row.number("id")))
        .forEach(row -> ordered.add(row.cells()));
    return new Rows(rows.columns(), ordered);
  }

  /** Their names are wanted, and those do not change: asked for only when there is a new one. */
  private Rows partitions(HistoryQueries history, String migration) {
    Set<Long> known = partitions.rows().stream().map(row -> row.number("step_execution_id"))
        .collect(Collectors.toSet());
    if (partitions.columns().isEmpty() || samples.values().stream()
        .anyMatch(sample -> !known.contains(sample.number("step_execution_id")))) {
      partitions = only(history.ask(Question.all(Topic.PARTITIONS)), migration);
    }
    return partitions;
  }

  /** Thousands of rows that seldom change, unlike their number. */
  private Rows problems(HistoryQueries history, long execution, Rows now) {
    if (problems.columns().isEmpty() || !now.equals(counts)) {
      problems = history.ask(Question.of(Topic.PROBLEMS, execution));
      counts = now;
    }
    return problems;
  }

  private static Rows only(Rows rows, String migration) {
    int column = rows.columns().indexOf("migration_id");
    return new Rows(rows.columns(),
        rows.cells().stream().filter(row -> migration.equals(row.get(column))).toList());
  }
}
