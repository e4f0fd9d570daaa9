package io.efsmigrator.app.outcome;

/**
 * Text from outside made fit for a terminal.
 *
 * <p>File names, AWS messages and command output may hold escape sequences that move the cursor,
 * change its colors or hide what stands before them; and characters that turn the direction of
 * writing around. All of them are shown by their number instead.
 */
public final class Printable {

  private Printable() {}

  /** The text on one line, with everything that is not plainly printable as {@code \xNN} or {@code \\u{NNNN}}. */
  public static String text(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(printable, c));
    return printable.toString();
  }

  private static void append(StringBuilder printable, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
        printable.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u{%x}".formatted(c));
      default -> printable.appendCodePoint(c);
    }
  }
}
