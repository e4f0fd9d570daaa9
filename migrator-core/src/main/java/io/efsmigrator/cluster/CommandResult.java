package io.efsmigrator.cluster;

/** How a command ended, and what it printed on each of its two outputs. */
public record CommandResult(int exitCode, CommandOutput out, CommandOutput err) {

  public boolean succeeded() {
    return exitCode == 0;
  }
}
