package io.efsmigrator.app.nodes;

import java.util.Map;

/** The signals that SSH has names for (RFC 4254, section 6.10), by their Linux numbers. */
final class Signals {

  private static final Map<String, Integer> NUMBERS = Map.ofEntries(Map.entry("HUP", 1),
      Map.entry("INT", 2), Map.entry("QUIT", 3), Map.entry("ILL", 4), Map.entry("ABRT", 6),
      Map.entry("FPE", 8), Map.entry("KILL", 9), Map.entry("USR1", 10), Map.entry("SEGV", 11),
      Map.entry("USR2", 12), Map.entry("PIPE", 13), Map.entry("ALRM", 14), Map.entry("TERM", 15));
  /** SIGRTMAX: one that SSH has no name for must not look like another. */
  private static final int UNNAMED = 64;

  private Signals() {}

  static int number(String name) {
    return NUMBERS.getOrDefault(name, UNNAMED);
  }
}
