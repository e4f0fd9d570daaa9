package io.efsmigrator.stage;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stages of the job {@code rollback} in their order: the only place that knows it. As in
 * {@link GuideStage}, those that move data have no deadline.
 */
public enum RollbackStage {
  CHECK("checkRollback", "Check that the cluster can go back", 10),
  PREPARE("prepareReverse", "Mount both, mark the source", 15),
  FIND_LATE_WRITES("findLateWrites", "Find what only the source has", null),
  REVERSE_PASS("reversePass", "Copy back while the Primary serves", null),
  VERIFY("verifyReverse", "Verify what was copied back", null),
  QUIESCE("quiesceForReturn", "Pause the writers", 10),
  FINAL_PASS("finalReversePass", "Copy back and prove the last changes", null),
  RETURN_PRIMARY("returnPrimary", "Point the Primary at the source", 30),
  RETURN_BACKUP("returnBackup", "Point the Backup at the source", 30),
  SET_NORMAL("setNormalAgain", "Put the cluster back to Normal", 15),
  RESTORE_THROUGHPUT("restoreThroughput", "Lower throughput again", 30);

  private final String stepName;
  private final String title;
  private final Optional<Duration> deadline;

  RollbackStage(String stepName, String title, @Nullable Integer deadlineMinutes) {
    this.stepName = stepName;
    this.title = title;
    this.deadline = Optional.ofNullable(deadlineMinutes).map(Duration::ofMinutes);
  }

  /** The name of the step; reverse passes have their number behind it. */
  public String stepName() {
    return stepName;
  }

  public String title() {
    return title;
  }

  /** How long the stage may wait; empty for the stages that move data. */
  public Optional<Duration> deadline() {
    return deadline;
  }
}
