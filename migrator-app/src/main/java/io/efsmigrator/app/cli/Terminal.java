package io.efsmigrator.app.cli;

import java.io.Console;
import java.util.Optional;

/** The person at the keyboard, if there is one. */
final class Terminal {

  private Terminal() {}

  /** A console of a pipe or of a scheduler is none: nobody could answer. */
  static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }
}
