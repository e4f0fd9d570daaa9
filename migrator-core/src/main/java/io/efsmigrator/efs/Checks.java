package io.efsmigrator.efs;

import java.util.regex.Pattern;

/** Refuses values that do not look like what they claim to be, before they travel anywhere. */
final class Checks {

  private Checks() {}

  static void matches(Pattern pattern, String value, String what) {
    // A full match on purpose: "$" would let a trailing newline through.
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException("not " + what + ": \"" + printable(value) + "\"");
    }
  }

  private static String printable(String value) {
    String cut = value.length() > 80 ? value.substring(0, 80) + "..." : value;
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
