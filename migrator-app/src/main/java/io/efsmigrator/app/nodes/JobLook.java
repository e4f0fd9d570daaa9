package io.efsmigrator.app.nodes;

/**
 * One look at a detached job.
 *
 * @param newOutput what was asked for of its output, at most the last part of it
 * @param outputBytes how much it has printed in all: the offset of the next look
 */
record JobLook(State state, String newOutput, long outputBytes) {

  /** What the job's directory says. */
  sealed interface State {

    /** There is no such directory: never started. */
    record Absent() implements State {}

    record Running() implements State {}

    record Exited(int exitCode) implements State {}

    record Lost(String reason) implements State {}
  }
}
