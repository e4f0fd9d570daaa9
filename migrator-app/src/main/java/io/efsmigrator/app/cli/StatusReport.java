package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.ProgressReader;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.outcome.Printable;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.stage.GuideStage;
import io.efsmigrator.stage.RollbackStage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
    List<Row> ours = history.ask(Question.all(Topic.STEPS)).rows().stream()
        .filter(step -> step.text("migration_id").equals(job.text("migration_id"))).toList();
    boolean back = job.text("job_name").equals("rollback");
    boolean quiesced = begun(ours, GuideStage.QUIESCE.stepName())
        && !completed(ours, GuideStage.SWITCH_PRIMARY.stepName());
    boolean paused = back
        ? (quiesced || begun(ours, RollbackStage.QUIESCE.stepName()))
            && !completed(ours, RollbackStage.RETURN_PRIMARY.stepName())
        : quiesced;
    if (paused && !resumed()) {
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

  /** Whether every node that was paused was let go on after it, as a cutover does that is given up. */
  private boolean resumed() {
    List<Row> orders = history
        .ask(Question.of(Topic.NODE_JOBS, job.number("job_execution_id"))).rows();
    List<Row> paused = orders.stream()
        .filter(order -> order.text("step").equals(NodeVerb.QUIESCE.key())).toList();
    return !paused.isEmpty() && paused.stream().allMatch(pause -> orders.stream()
        .anyMatch(order -> order.text("step").equals(NodeVerb.RESUME.key())
            && order.text("node").equals(pause.text("node")) && order.text("exit_code").equals("0")
            && at(order).isAfter(at(pause))));
  }

  private static Instant at(Row order) {
    return Objects.requireNonNull(order.instant("started_at"));
  }

  /** An attempt that failed counts: it may have paused a node before it did. */
  private static boolean begun(List<Row> steps, String name) {
    return steps.stream().anyMatch(step -> step.text("step_name").equals(name));
  }

  private static boolean completed(List<Row> steps, String name) {
    return steps.stream().anyMatch(
        step -> step.text("step_name").equals(name) && step.text("status").equals("COMPLETED"));
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
