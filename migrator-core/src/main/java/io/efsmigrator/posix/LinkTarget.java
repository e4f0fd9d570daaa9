package io.efsmigrator.posix;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a symbolic link holds: any bytes but NUL, 1 to 4095 of them.
 *
 * <p>Never resolved and never followed by us; it is copied as it is, whether it leads anywhere or
 * not.
 */
public final class LinkTarget {

  /** The longest link target that Linux stores (EFS: 4080). */
  public static final int MAX_BYTES = 4095;

  private final byte[] bytes;

  private LinkTarget(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The link target with these bytes, which are copied. */
  public static LinkTarget of(byte[] bytes) {
    if (bytes.length < 1 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a link target has 1 to " + MAX_BYTES + " bytes, not " + bytes.length);
    }
    for (byte b : bytes) {
      if (b == 0) {
        throw new IllegalArgumentException("a link target holds no NUL");
      }
    }
    return new LinkTarget(bytes.clone());
  }

  /** The link target whose bytes are this text in UTF-8. */
  public static LinkTarget of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  byte[] raw() {
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LinkTarget target && Arrays.equals(bytes, target.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The link target for people, with everything unprintable escaped. */
  @Override
  public String toString() {
    return Printable.of(bytes);
  }
}
