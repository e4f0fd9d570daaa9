package io.efsmigrator.app.history;

import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.stage.GuideStage;
import io.efsmigrator.stage.RollbackStage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Whether a cutover, or a way back, has the writers paused: the nodes then record nothing. */
public final class PausedWriters {

  private PausedWriters() {}

  /** What the history says of the migration of that execution. */
  public static boolean are(HistoryQueries history, Row job) {
    List<Row> ours = history.ask(Question.all(Topic.STEPS)).rows().stream()
        .filter(step -> step.text("migration_id").equals(job.text("migration_id"))).toList();
    boolean quiesced = begun(ours, GuideStage.QUIESCE.stepName())
        && !completed(ours, GuideStage.SWITCH_PRIMARY.stepName());
    boolean paused = job.text("job_name").equals("rollback")
        ? (quiesced || begun(ours, RollbackStage.QUIESCE.stepName()))
            && !completed(ours, RollbackStage.RETURN_PRIMARY.stepName())
        : quiesced;
    return paused && !resumed(history, job);
  }

  /** Whether every node that was paused was let go on after it, as a cutover does that is given up. */
  private static boolean resumed(HistoryQueries history, Row job) {
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
}
