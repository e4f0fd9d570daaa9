package io.efsmigrator.app.config;

/** Text from outside made fit for one line of a terminal. */
final class Escaped {

  private static final int MAX_CHARACTERS = 200;

  private Escaped() {}

  static String text(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().limit(MAX_CHARACTERS).forEach(c -> {
      if (Character.isISOControl(c)) {
        escaped.append(String.format("\\x%02x", c));
      } else {
        escaped.appendCodePoint(c);
      }
    });
    return escaped.toString();
  }
}
