package io.efsmigrator.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One command on a node, as recorded.
 *
 * @param attempt counted from 1 for each key
 * @param directory the job directory on the node of a detached command; empty for one that was
 *     waited for
 * @param out the end of its standard output; with {@code err} kept as evidence
 */
public record NodeJob(NodeJobKey key, int attempt, List<String> argv, String directory, State state,
    Optional<Integer> exitCode, Instant startedAt, Optional<Instant> endedAt, String out,
    String err) {

  /** What is known of it. */
  public enum State {
    /** About to be started, or started: its directory on the node tells. */
    STARTED,
    /** Ended by itself, with an exit code. */
    EXITED,
    /** Ended without telling how. */
    LOST
  }

  public NodeJob {
    argv = List.copyOf(argv);
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts count from 1: " + attempt);
    }
  }

  /** Whether it ended well. */
  public boolean succeeded() {
    return state == State.EXITED && exitCode.equals(Optional.of(0));
  }
}
