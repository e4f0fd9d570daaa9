package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.PausedWriters;
import io.efsmigrator.app.history.ProgressReader;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.outcome.Printable;
import java.time.Clock;

/** One execution on a screen: state, steps, problems, what is owed, what to do next. */
record StatusReport(HistoryQueries history, Row job, Rows steps, Runner runner, Clock clock) {

  private static final int WIDTH = 80;

  /** Whether somebody works on it. */
  enum Runner {
    RUNNING,
    NONE
  }

  @Override
  public String toString() {
    long execution = job.number("job_execution_id");
    StringBuilder text = new StringBuilder(
        OwedLines.of(history.ask(Question.all(Topic.OBLIGATIONS)).rows(),
            job.text("migration_id"), clock.instant()));
    text.append(Printable.text(job.text("job_name") + " " + job.text("migration_id"))).append(": ")
        .append(word()).append(" (execution ").append(execution).append(", try ")
        .append(job.text("attempt"))
        .append(")\n");
    text.append("from ").append(Printable.text(job.text("source"))).append(" to ")
        .append(Printable.text(job.text("target"))).append("\n\n");
    stalled(text, execution);
    text.append(HistoryTables.of(Topic.STEPS, steps))
        .append(HistoryTables.zone(Topic.STEPS, steps, clock)).append('\n');
    atWork(text, execution);
    long problems = history.ask(Question.of(Topic.PROBLEM_COUNTS, execution)).rows().stream()
        .filter(row -> row.text("state").equals("OPEN")).mapToLong(row -> row.number("problems"))
        .sum();
    text.append(problems == 0
        ? "no open problems\n"
        : Words.count(problems)
            + " open problems: see `migrator history " + execution + " --problems`\n");
    pausedWriters(text);
    text.append(next()).append('\n');
    return text.toString();
  }

  private String word() {
    String status = job.text("status");
    return switch (runner) {
      case RUNNING -> "running";
      // Nobody holds the lock, so whatever the row says, nobody runs.
      case NONE ->
        status.startsWith("START") || status.equals("STOPPING") || status.equals("UNKNOWN")
            ? "interrupted (its process is gone)"
            : status.toLowerCase(java.util.Locale.ROOT);
    };
  }

  private void atWork(StringBuilder text, long execution) {
    if (runner == Runner.RUNNING) {
      new ProgressReader(execution, clock).look(history).ifPresent(progress -> ProgressText
          .block(progress, WIDTH).forEach(line -> text.append(line).append('\n')));
      text.append('\n');
    }
  }

  /** Told by the run over its lease: whoever looks from here must not touch a mount that hangs. */
  private void stalled(StringBuilder text, long execution) {
    if (runner == Runner.RUNNING) {
      history.ask(Question.of(Topic.LEASES, execution)).rows().stream()
          .map(lease -> lease.text("stalled")).filter(words -> !words.isEmpty())
          .forEach(words -> text.append("NO ANSWER: ").append(Printable.text(words)).append("\n")
              .append("  The run goes on by itself when it answers; `migrator stop` ends it")
              .append(" without waiting.\n\n"));
    }
  }

  /** A cutover that does not go on leaves calls unrecorded, which nothing else here would tell. */
  private void pausedWriters(StringBuilder text) {
    boolean back = job.text("job_name").equals("rollback");
    if (PausedWriters.are(history, job)) {
      text.append(switch (runner) {
        case RUNNING -> back
            ? "writers are paused: the way back goes on\n"
            : "writers are paused: the cutover goes on\n";
        case NONE -> back ? """
            WRITERS ARE PAUSED: the nodes record nothing until somebody acts.
              Go on with `migrator restart`.
            """ : """
            WRITERS ARE PAUSED: the nodes record nothing until somebody acts.
              Go on with `migrator restart`, or lead the cluster back with `migrator rollback`.
            """;
      });
    }
  }

  private String next() {
    return switch (runner) {
      case RUNNING -> "next: wait, or `migrator stop`";
      case NONE -> switch (job.text("status")) {
        case "COMPLETED" -> "next: nothing";
        case "ABANDONED" -> "next: nothing; it was given up";
        default -> "next: `migrator restart`";
      };
    };
  }
}
