package io.efsmigrator.app.nodes;

import java.util.List;

/** Looks at the lines of a command's output. */
final class Lines {

  private static final int MAX_SHOWN = 300;

  private Lines() {}

  /** The lines that have something in them. */
  static List<String> of(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** The last of them, fit to be shown; empty if there is none. */
  static String last(String text) {
    List<String> lines = of(text);
    return lines.isEmpty() ? "" : shown(lines.getLast());
  }

  /** Without control characters, and not endless. */
  static String shown(String text) {
    String plain = text.strip().replaceAll("\\p{Cntrl}", " ");
    return plain.length() > MAX_SHOWN ? plain.substring(0, MAX_SHOWN) + "..." : plain;
  }
}
