package io.efsmigrator.stage;

import java.time.Duration;

/** How a stage stands after one call. */
public sealed interface StageOutcome {

  /** It is done, and was looked at to be so. */
  record Completed(String summary) implements StageOutcome {}

  /** Something that changes by itself is not there yet; ask again after {@code pollAgainIn}. */
  record Waiting(String reason, Duration pollAgainIn) implements StageOutcome {
    public Waiting {
      if (!pollAgainIn.isPositive()) {
        throw new IllegalArgumentException("waiting takes time: " + pollAgainIn);
      }
    }
  }

  /** It cannot go on; {@code remedy} is what a person does before the restart. */
  record Blocked(String reason, String remedy, Severity severity) implements StageOutcome {
    public static Blocked failed(String reason, String remedy) {
      return new Blocked(reason, remedy, Severity.FAILED);
    }

    public static Blocked refused(String reason, String remedy) {
      return new Blocked(reason, remedy, Severity.REFUSED);
    }
  }

  /** A gate: the job stops here, in good order, until a person has decided. */
  record Paused(String reason, String remedy) implements StageOutcome {}

  /** Why a stage is blocked. */
  enum Severity {
    /** Something went wrong; restartable once it is put right. */
    FAILED,
    /** A safety rule forbids it. */
    REFUSED
  }
}
