package io.efsmigrator.app.nodes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The line by which a login shell on a node runs exactly one argument vector.
 *
 * <p>SSH knows only lines, so each word stands between single quotes, in which a POSIX shell gives
 * nothing a meaning; a single quote itself is written outside of them. {@code env} goes first, because
 * answers are read by pattern and must not depend on a user's language; it also replaces the shell, so
 * that the exit code is the program's.
 */
final class ShellLine {

  private ShellLine() {}

  /** The line; programs are looked for in that directory of the node first. */
  static String of(List<String> argv, Optional<Path> programs) {
    if (argv.getFirst().contains("=")) {
      // env would take it for a variable, and run the next word.
      throw new IllegalArgumentException("a program's name with = in it: " + argv.getFirst());
    }
    StringJoiner line = new StringJoiner(" ").add("exec env LC_ALL=C");
    programs
        .ifPresent(directory -> line.add("PATH=" + quoted(directory.toString()) + ":\"$PATH\""));
    argv.forEach(word -> line.add(quoted(word)));
    return line.toString();
  }

  static String quoted(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a word with a NUL character");
    }
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
