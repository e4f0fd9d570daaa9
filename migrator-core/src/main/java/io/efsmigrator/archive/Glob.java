package io.efsmigrator.archive;

import io.efsmigrator.posix.RelativePath;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A pattern for paths: {@code *} is anything but a slash, {@code **} anything, {@code ?} one
 * character; everything else is itself.
 *
 * <p>With a slash it is compared with the whole path below the root, without one with the last name.
 * Compared are bytes, so a name that is no UTF-8 matches as well.
 */
public record Glob(String text) {

  /** One character in UTF-8, or one byte where there is none. */
  private static final String CHARACTER = "(?:[\\x00-\\x2e\\x30-\\x7f]|[\\xc2-\\xdf][\\x80-\\xbf]"
      + "|[\\xe0-\\xef][\\x80-\\xbf]{2}|[\\xf0-\\xf4][\\x80-\\xbf]{3}|[\\x80-\\xff])";
  private static final int MAX_LENGTH = 1_000;

  public Glob {
    if (text.isEmpty() || text.length() > MAX_LENGTH || text.startsWith("/")) {
      throw new IllegalArgumentException(
          "a pattern has 1 to 1000 characters and begins with no slash");
    }
  }

  /** Tells whether paths match; to be kept, because making it is the expensive part. */
  Matcher matcher() {
    String bytes = latin(text.getBytes(StandardCharsets.UTF_8));
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c == '*' && i + 1 < bytes.length() && bytes.charAt(i + 1) == '*') {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append(CHARACTER);
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return new Matcher(Pattern.compile(regex.toString(), Pattern.DOTALL), bytes.indexOf('/') >= 0);
  }

  @Override
  public String toString() {
    return text;
  }

  /** A pattern that is ready to be asked. */
  record Matcher(Pattern pattern, boolean ofWholePaths) {

    boolean matches(RelativePath path) {
      byte[] bytes = ofWholePaths ? path.bytes() : path.name().bytes();
      return pattern.matcher(latin(bytes)).matches();
    }
  }

  /** One character a byte. */
  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
