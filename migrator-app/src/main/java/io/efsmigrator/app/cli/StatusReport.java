package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.outcome.Printable;
import io.efsmigrator.stage.GuideStage;
import java.time.Instant;
import java.util.List;

/** One execution on a screen: state, steps, problems, what is owed, what to do next. */
record StatusReport(HistoryQueries history, Row job, Rows steps, Runner runner) {

  /** Whether somebody works on it. */
  enum Runner {
    RUNNING,
    NONE
  }

  @Override
  public String toString() {
    long execution = job.number("job_execution_id");
    StringBuilder text = new StringBuilder();
    text.append(Printable.text(job.text("job_name") + " " + job.text("migration_id"))).append(": ")
        .append(word()).append(" (execution ").append(execution).append(", try ")
        .append(job.text("attempt"))
        .append(")\n");
    text.append("from ").append(Printable.text(job.text("source"))).append(" to ")
        .append(Printable.text(job.text("target"))).append("\n\n");
    text.append(HistoryTables.of(Topic.STEPS, steps)).append('\n');
    int problems = history.ask(Question.of(Topic.PROBLEMS, execution)).cells().size();
    text.append(problems == 0
        ? "no open problems\n"
        : Words.count(problems)
            + " open problems: see `migrator history " + execution + " --problems`\n");
    obligations(text, execution);
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

  private void obligations(StringBuilder text, long execution) {
    List<Row> owed = history.ask(Question.of(Topic.OBLIGATIONS, execution)).rows().stream()
        .filter(row -> row.cell("met_at") == null).toList();
    for (Row row : owed) {
      Instant earliest = row.instant("earliest_at");
      text.append("owed: set ").append(Printable.text(row.text("file_system_id"))).append(" from ")
          .append(row.text("raised_to")).append(" to ").append(row.text("lower_to"))
          .append(", possible from ")
          .append(earliest).append(" on; ").append(row.text("cost_per_day_usd"))
          .append(" USD a day until then\n");
    }
  }

  /** A cutover that does not go on leaves calls unrecorded, which nothing else here would tell. */
  private void pausedWriters(StringBuilder text) {
    List<Row> ours = history.ask(Question.all(Topic.STEPS)).rows().stream()
        .filter(step -> step.text("migration_id").equals(job.text("migration_id"))).toList();
    // An attempt that failed may have paused a node before it did.
    boolean quiesced = ours.stream()
        .anyMatch(step -> step.text("step_name").equals(GuideStage.QUIESCE.stepName()));
    boolean atWork = ours.stream()
        .anyMatch(step -> step.text("step_name").equals(GuideStage.SWITCH_PRIMARY.stepName())
            && step.text("status").equals("COMPLETED"));
    if (quiesced && !atWork) {
      text.append(switch (runner) {
        case RUNNING -> "writers are paused: the cutover goes on\n";
        case NONE -> """
            WRITERS ARE PAUSED: the nodes record nothing until somebody acts.
              Go on with `migrator restart`, or give the cutover up and start the writers by hand:
              `cluster-mgr start-agent` on each node.
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
