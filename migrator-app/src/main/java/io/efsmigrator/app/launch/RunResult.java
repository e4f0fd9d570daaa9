package io.efsmigrator.app.launch;

import java.time.Instant;

/**
 * How a run ended, as the person who started it needs to know it.
 *
 * <p>Not Batch's exit status: that one cannot tell a gate that waits for its approval from a person
 * who pressed Ctrl-C, and an application that does not map it exits 0 after a failure.
 */
public sealed interface RunResult {

  /** Everything was done. */
  record Completed(long executionId, String summary) implements RunResult {}

  /** Nothing was done because an earlier run has done everything. */
  record AlreadyCompleted(long executionId) implements RunResult {}

  /** A step failed; a restart goes on from there. */
  record Failed(long executionId, String what, String remedy) implements RunResult {}

  /** Somebody asked the run to stop, or it reached the step it was to run until. */
  record Stopped(long executionId, String where) implements RunResult {}

  /** The run waits for a decision or a time outside of it. */
  record Paused(long executionId, String what, String remedy) implements RunResult {}

  /** Not started: the hours in which it may work are not now. */
  record OutsideWindow(String what, Instant opensAt) implements RunResult {}

  /** Verification found differences, or problems are left. */
  record Differences(long executionId, long count, String what, String remedy)
      implements
        RunResult {}

  /** A safety rule forbids the run; nothing was changed. */
  record Refused(String what, String remedy) implements RunResult {}

  /** It was only to be shown what would be done, and nothing forbids it; nothing was started. */
  record Shown(String words) implements RunResult {}

  /** A signal ended the run; a restart goes on from there. */
  record Interrupted(long executionId, String signal) implements RunResult {}
}
