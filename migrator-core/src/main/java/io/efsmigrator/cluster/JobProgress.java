package io.efsmigrator.cluster;

/** How a detached command on a node goes. */
public sealed interface JobProgress {

  /** Still at work; {@code lastLine} is the newest line it printed, perhaps empty. */
  record Running(String lastLine) implements JobProgress {}

  /** Ended with that exit code; {@code tail} is the end of what it printed. */
  record Exited(int exitCode, String tail) implements JobProgress {}

  /**
   * Neither running nor ended: killed, or the node was rebooted. What it did is unknown, so this is
   * never taken for success.
   */
  record Lost(String reason) implements JobProgress {}
}
