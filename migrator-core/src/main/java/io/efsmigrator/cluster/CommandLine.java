package io.efsmigrator.cluster;

import java.time.Duration;
import java.util.List;

/**
 * One command for a node: an argument vector, what it gets to read, and how long it may take.
 *
 * <p>There is no form with a line of text: arguments reach the program as they are, whatever is in
 * them.
 */
public record CommandLine(List<String> argv, CommandInput input, Duration timeout) {

  public CommandLine {
    argv = List.copyOf(argv);
    if (argv.isEmpty() || argv.getFirst().isBlank()) {
      throw new IllegalArgumentException("a command needs a program");
    }
    for (String argument : argv) {
      if (argument.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("an argument cannot contain a NUL character");
      }
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("a command needs time: " + timeout);
    }
  }

  /** A command that reads nothing. */
  public static CommandLine of(Duration timeout, String... argv) {
    return new CommandLine(List.of(argv), new CommandInput.Nothing(), timeout);
  }
}
