package io.efsmigrator.app.serve;

import io.efsmigrator.app.history.Left;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.report.Report;
import io.efsmigrator.stage.GuideStage;
import java.util.List;
import java.util.Optional;

/**
 * One migration at one moment.
 *
 * @param report its tables, those that move
 * @param last its newest execution
 * @param state whether somebody works on it
 * @param writersPaused whether the nodes record nothing meanwhile
 * @param stalled which side does not answer, empty while both do
 * @param left how long it will still scan, copy and verify; empty as long as nobody can say
 */
record Detail(Report report, Row last, State state, boolean writersPaused, String stalled,
    Optional<Left> left) {

  /** What the rows alone cannot say. */
  enum State {
    RUNNING, INTERRUPTED, OVER
  }

  List<Row> steps() {
    long execution = last.number("job_execution_id");
    return report.rows("steps").stream()
        .filter(step -> step.number("job_execution_id") == execution).toList();
  }

  boolean canStop() {
    return state == State.RUNNING;
  }

  boolean canRestart() {
    return state == State.INTERRUPTED || (state == State.OVER
        && !last.text("status").equals("COMPLETED") && !last.text("status").equals("ABANDONED"));
  }

  /** At the gate, and nobody has said yes. */
  boolean canApprove() {
    String gate = GuideStage.APPROVE_CUTOVER.stepName();
    return last.text("job_name").equals("migrate") && state != State.RUNNING
        && steps().stream().anyMatch(step -> step.text("step_name").equals(gate)
            && !step.text("status").equals("COMPLETED"))
        && report.rows("approvals").stream().noneMatch(row -> row.text("gate").equals(gate));
  }
}
