package io.efsmigrator.posix;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The name of an extended attribute: 1 to 255 bytes without NUL, its namespace in front, such as
 * {@code user.comment}. Bytes for the same reason as a {@link Name}.
 */
public final class XattrName implements Comparable<XattrName> {

  /** The longest name that Linux accepts. */
  public static final int MAX_BYTES = 255;

  /** Under this name Linux keeps the POSIX ACL that goes with the mode. */
  public static final XattrName ACCESS_ACL = of("system.posix_acl_access");

  /** The ACL that a directory hands to what is created in it. */
  public static final XattrName DEFAULT_ACL = of("system.posix_acl_default");

  private final byte[] bytes;

  private XattrName(byte[] bytes) {
    if (!isName(bytes)) {
      throw new IllegalArgumentException(
          "the name of an extended attribute has 1 to 255 bytes without NUL");
    }
    this.bytes = bytes;
  }

  /** The name with these bytes, which are copied. */
  public static XattrName of(byte[] bytes) {
    return new XattrName(bytes.clone());
  }

  /** The name whose bytes are this text in UTF-8. */
  public static XattrName of(String text) {
    return new XattrName(text.getBytes(StandardCharsets.UTF_8));
  }

  static boolean isName(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return false;
      }
    }
    return bytes.length >= 1 && bytes.length <= MAX_BYTES;
  }

  /** Whether the name begins with these ASCII characters. */
  public boolean startsWith(String prefix) {
    byte[] beginning = prefix.getBytes(StandardCharsets.US_ASCII);
    return bytes.length >= beginning.length
        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
  }

  /** The bytes themselves; nobody in this room changes them. */
  byte[] raw() {
    return bytes;
  }

  @Override
  public int compareTo(XattrName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof XattrName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The name for people, with everything unprintable escaped. */
  @Override
  public String toString() {
    return Printable.of(bytes);
  }
}
