package io.efsmigrator.stage;

import java.time.Duration;

/** The stages of the job {@code decommission} in their order: the only place that knows it. */
public enum DecommissionStage {
  CHECK("checkDecommission", "Check that nothing needs the source", Duration.ofMinutes(10)),
  MOUNT_TARGETS("deleteMountTargets", "Delete the source's mount targets", Duration.ofMinutes(30)),
  FILE_SYSTEM("deleteFileSystem", "Delete the source", Duration.ofMinutes(30));

  private final String stepName;
  private final String title;
  private final Duration deadline;

  DecommissionStage(String stepName, String title, Duration deadline) {
    this.stepName = stepName;
    this.title = title;
    this.deadline = deadline;
  }

  public String stepName() {
    return stepName;
  }

  public String title() {
    return title;
  }

  /** How long the stage may wait. */
  public Duration deadline() {
    return deadline;
  }
}
