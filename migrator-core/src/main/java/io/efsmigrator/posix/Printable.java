package io.efsmigrator.posix;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Byte strings for people: text where it is harmless text, escapes everywhere else.
 *
 * <p>A file name may hold a newline, a terminal escape or a direction override, and it reaches logs,
 * reports and terminals. Valid UTF-8 stays readable; controls, invisible characters and bytes that
 * are no UTF-8 become {@code \n}, {@code \t} or {@code \xHH}; a backslash is doubled. So two
 * different byte strings never print the same.
 */
final class Printable {

  private static final HexFormat HEX = HexFormat.of();

  private Printable() {}

  static String of(byte[] bytes) {
    if (isPlainAscii(bytes)) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    StringBuilder text = new StringBuilder(bytes.length + 16);
    int at = 0;
    while (at < bytes.length) {
      int length = sequenceLength(bytes[at]);
      int codePoint = length > 0 && at + length <= bytes.length ? decode(bytes, at, length) : -1;
      if (codePoint < 0) {
        hex(text, bytes, at, 1);
        at++;
      } else {
        character(text, codePoint, bytes, at, length);
        at += length;
      }
    }
    return text.toString();
  }

  private static boolean isPlainAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0x20 || b == 0x7f || b == '\\') {
        return false;
      }
    }
    return true;
  }

  private static void character(StringBuilder text, int codePoint, byte[] bytes, int at,
      int length) {
    if (codePoint == '\\') {
      text.append("\\\\");
    } else if (codePoint == '\n') {
      text.append("\\n");
    } else if (codePoint == '\t') {
      text.append("\\t");
    } else if (isHarmless(codePoint)) {
      text.appendCodePoint(codePoint);
    } else {
      hex(text, bytes, at, length);
    }
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
          Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
        false;
      default -> true;
    };
  }

  private static int sequenceLength(byte first) {
    int value = first & 0xff;
    if (value < 0x80) {
      return 1;
    }
    if (value >= 0xc2 && value < 0xe0) {
      return 2;
    }
    if (value >= 0xe0 && value < 0xf0) {
      return 3;
    }
    return value >= 0xf0 && value < 0xf5 ? 4 : 0;
  }

  /** The one code point in these bytes, or -1 if they are no UTF-8. */
  private static int decode(byte[] bytes, int at, int length) {
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, at, length));
      return Character.codePointAt(decoded, 0);
    } catch (CharacterCodingException e) {
      return -1;
    }
  }

  private static void hex(StringBuilder text, byte[] bytes, int at, int length) {
    for (int i = at; i < at + length; i++) {
      text.append("\\x").append(HEX.toHexDigits(bytes[i]));
    }
  }
}
