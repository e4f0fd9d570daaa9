package io.efsmigrator.app.serve;

import java.util.List;

/** Carries out what was ordered on the page. */
public interface Actions {

  /** A command that may be ordered, by the word an operator types. */
  enum Command {
    STOP, RESTART, APPROVE
  }

  /** Runs one, with these arguments; returns when it ended, or when it is under way. */
  Outcome run(Command command, List<String> arguments);

  /**
   * How it went.
   *
   * @param accepted whether it ended well, or goes on
   * @param words what it said
   */
  record Outcome(boolean accepted, String words) {}
}
