package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.history.Words;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which columns of a view a person wants to see, and in which words. */
final class HistoryTables {

  private static final Set<Topic> TIMED = Set.of(Topic.JOBS, Topic.STEPS, Topic.NODE_JOBS);

  private HistoryTables() {}

  static String of(Topic topic, Rows rows) {
    if (rows.cells().isEmpty()) {
      return topic == Topic.PROBLEMS ? "no open problems\n" : "nothing yet\n";
    }
    return switch (topic) {
      case JOBS -> jobs(rows).toString();
      case STEPS -> steps(rows).toString();
      case PARTITIONS -> partitions(rows).toString();
      case PROBLEMS -> problems(rows).toString();
      case FINDINGS -> findings(rows).toString();
      case NODE_JOBS -> commands(rows).toString();
      case PROBLEM_COUNTS, OBLIGATIONS, APPROVALS, MIGRATIONS, LEASES, PACE, PROGRESS,
          PROGRESS_TOTALS ->
        plain(rows).toString();
    };
  }

  /** The number of the execution is a column only where there is more than one. */
  static Table steps(Rows rows) {
    boolean several = rows.rows().stream().map(row -> row.text("job_execution_id")).distinct()
        .count() > 1;
    Table table = several
        ? new Table("RUN", "STEP", "STATUS", "BEGAN", "TIME", "RESULT")
        : new Table("STEP", "STATUS", "BEGAN", "TIME", "RESULT");
    for (Row row : rows.rows()) {
      List<String> cells = new ArrayList<>(
          List.of(row.text("step_name"), row.text("status"), clock(row), time(row),
              result(row)));
      if (several) {
        cells.addFirst(row.text("job_execution_id"));
      }
      table.add(cells.toArray(String[]::new));
    }
    return table;
  }

  private static Table jobs(Rows rows) {
    Table table = new Table("RUN", "JOB", "TRY", "STATUS", "STARTED", "TIME",
        "MIGRATION AND RESULT");
    for (Row row : rows.rows()) {
      table.add(row.text("job_execution_id"), row.text("job_name"), row.text("attempt"),
          row.text("status"),
          started(row), time(row), (row.text("migration_id") + " " + result(row)).strip());
    }
    return table;
  }

  private static Table partitions(Rows rows) {
    Table table = new Table("RUN", "STEP", "PARTITION", "STATUS", "TIME", "WRITTEN", "CHUNKS",
        "RESULT");
    for (Row row : rows.rows()) {
      table.add(row.text("job_execution_id"), row.text("step_name"), row.text("partition_name"),
          row.text("status"),
          time(row), Words.count(row.number("write_count")),
          Words.count(row.number("commit_count")), result(row));
    }
    return table;
  }

  private static Table problems(Rows rows) {
    Table table = new Table("PASS", "KIND", "ERRNO", "TRIES", "PATH AND DETAIL");
    for (Row row : rows.rows()) {
      table.add(row.text("pass"), row.text("kind"), row.text("errno"), row.text("attempts"),
          row.text("path_text") + " " + row.text("detail"));
    }
    return table;
  }

  /** Which clock the times of a table are of; empty if it shows none. */
  static String zone(Topic topic, Rows rows, Clock clock) {
    if (rows.cells().isEmpty() || !TIMED.contains(topic)) {
      return "";
    }
    ZoneOffset offset = clock.getZone().getRules().getOffset(clock.instant());
    return "times in " + clock.getZone().getId() + ", UTC" + offset.getId().replace("Z", "+00:00")
        + "\n";
  }

  /** A line about open problems that have no row; empty if all have one. */
  static String unlisted(Rows counts) {
    Map<String, Long> more = new TreeMap<>();
    for (Row row : counts.rows()) {
      if (row.text("state").equals("OPEN") && row.number("more") > 0) {
        more.merge(row.text("kind"), row.number("more"), Long::sum);
      }
    }
    if (more.isEmpty()) {
      return "";
    }
    long sum = more.values().stream().mapToLong(Long::longValue).sum();
    return "and " + Words.count(sum) + " more, of which only the number is kept: "
        + more.entrySet().stream().map(kind -> Words.count(kind.getValue()) + " " + kind.getKey())
            .collect(Collectors.joining("; "))
        + "\n";
  }

  private static Table findings(Rows rows) {
    Table table = new Table("RUN", "LEVEL", "ABOUT", "FINDING");
    for (Row row : rows.rows()) {
      table.add(row.text("job_execution_id"), row.text("level"), row.text("topic"),
          (row.text("text") + " " + row.text("remedy")).strip());
    }
    return table;
  }

  /** All of their output stands in json and csv. */
  private static Table commands(Rows rows) {
    Table table = new Table("NODE", "FOR", "TRY", "STARTED", "EXIT", "COMMAND AND LAST LINE");
    for (Row row : rows.rows()) {
      String said = (row.text("out") + "\n" + row.text("err")).strip();
      table.add(row.text("node"), row.text("step"), row.text("attempt"),
          began(row),
          row.cell("exit_code") == null ? row.text("state") : row.text("exit_code"),
          (row.text("argv").replace('\n', ' ') + " => "
              + said.substring(said.lastIndexOf('\n') + 1)).strip());
    }
    return table;
  }

  private static String began(Row row) {
    Instant began = row.instant("started_at");
    // The year stands in json and csv.
    return began == null
        ? "-"
        : Words.time(LocalDateTime.ofInstant(began, ZoneId.systemDefault())).substring(5);
  }

  private static Table plain(Rows rows) {
    Table table = new Table(rows.columns().toArray(String[]::new));
    for (Row row : rows.rows()) {
      table.add(row.columns().stream().map(row::text).toArray(String[]::new));
    }
    return table;
  }

  private static String clock(Row row) {
    String time = Words.time(row.time("start_time"));
    return time.length() > 11 ? time.substring(11) : time;
  }

  private static String started(Row row) {
    String time = Words.time(row.time("start_time"));
    // The year stands in json and csv; 80 columns have no room for it.
    return time.length() > 11 ? time.substring(5, 16) : time;
  }

  private static String time(Row row) {
    @Nullable
    Object seconds = row.cell("seconds");
    return seconds == null ? "-" : Words.duration(row.fraction("seconds"));
  }

  /** The exit code says what the status says already, unless something special happened. */
  static String result(Row row) {
    String code = row.text("exit_code");
    String message = row.text("exit_message").lines().findFirst().orElse("");
    return code.equals(row.text("status")) || code.equals("UNKNOWN") || code.equals("EXECUTING")
        ? message
        : (code + " " + message).strip();
  }
}
