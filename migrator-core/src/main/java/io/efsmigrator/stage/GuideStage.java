package io.efsmigrator.stage;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stages in the order of the guide: the only place that knows it.
 *
 * <p>The step name is what an operator sees in the history and names after {@code --until}. The
 * deadline bounds the time a stage may answer {@code Waiting}; the stages that move data have none,
 * they are bounded by their progress.
 */
public enum GuideStage {
  PREFLIGHT("preflight", "Check nodes, file systems, settings", Section.CONSIDERATIONS, minutes(5)),
  CREATE_FILE_SYSTEM("createFileSystem", "Create the target", Section.CREATE, minutes(30)),
  AWAIT_MOUNT_TARGETS("awaitMountTargets", "Await mount targets", Section.CREATE, minutes(30)),
  RAISE_THROUGHPUT("raiseThroughput", "Raise throughput", Section.THROUGHPUT, minutes(30)),
  UPGRADE_PRIMARY("upgradePrimary", "Upgrade the Primary", Section.PRIMARY, minutes(60)),
  MOUNT_TARGET("mountTarget", "Mount and mark the target", Section.PRIMARY, minutes(10)),
  SCAN("scan", "Compare both trees", Section.PRIMARY, null),
  COPY_FILES("copyFiles", "Copy what differs", Section.PRIMARY, null),
  FINISH_TREE("finishTree", "Set links and directories", Section.PRIMARY, null),
  DELTA_PASS("deltaPass", "Copy what changed meanwhile", Section.PRIMARY, null),
  VERIFY("verify", "Verify every file", Section.PRIMARY, null),
  APPROVE_CUTOVER("approveCutover", "Wait for approval", Section.PRIMARY, minutes(1)),
  QUIESCE("quiesce", "Pause the writers", Section.PRIMARY, minutes(10)),
  FINAL_PASS("finalPass", "Copy and prove the last changes", Section.PRIMARY, null),
  SWITCH_PRIMARY("switchPrimary", "Point the Primary at the target", Section.PRIMARY, minutes(30)),
  UPGRADE_BACKUP("upgradeBackup", "Upgrade the Backup", Section.BACKUP, minutes(60)),
  SWITCH_BACKUP("switchBackup", "Point the Backup at the target", Section.BACKUP, minutes(30)),
  SET_NORMAL("setNormal", "Put the cluster back to Normal", Section.NORMAL, minutes(15)),
  LOWER_THROUGHPUT("lowerThroughput", "Lower throughput again", Section.THROUGHPUT, minutes(30));

  /** The part of the operator's guide that a stage carries out. */
  public enum Section {
    CONSIDERATIONS("What to consider first"),
    THROUGHPUT("Provisioned throughput"),
    CREATE("Create the new EFS store"),
    PRIMARY("Primary node"),
    BACKUP("Backup node"),
    NORMAL("Back to Normal mode");

    private final String title;

    Section(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  private final String stepName;
  private final String title;
  private final Section section;
  private final Optional<Duration> deadline;

  GuideStage(String stepName, String title, Section section,
      @Nullable Duration deadline) {
    this.stepName = stepName;
    this.title = title;
    this.section = section;
    this.deadline = Optional.ofNullable(deadline);
  }

  /** The name of the step; delta passes have their number behind it. */
  public String stepName() {
    return stepName;
  }

  public String title() {
    return title;
  }

  public Section section() {
    return section;
  }

  /** How long the stage may wait; empty for the stages that move data. */
  public Optional<Duration> deadline() {
    return deadline;
  }

  /** Whether the stage moves or compares data, and so is no {@link Stage}. */
  public boolean movesData() {
    return deadline.isEmpty();
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
