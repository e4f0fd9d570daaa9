package io.efsmigrator.cluster;

/**
 * The way to one node: runs commands there, whatever carries them.
 *
 * <p>An exit code other than 0 is an answer. Only what prevented an answer is an exception: after
 * {@link NodeException.Kind#UNREACHABLE} or {@code TIMED_OUT} the command may have run, wholly or in
 * part.
 */
public interface NodeChannel {

  /** Runs the command and returns when it has ended and its outputs are closed. */
  CommandResult run(CommandLine command);
}
