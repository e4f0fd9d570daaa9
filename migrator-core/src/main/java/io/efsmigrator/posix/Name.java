package io.efsmigrator.posix;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The name of a directory entry: 1 to 255 bytes, none of them {@code /} or NUL, never {@code .} or
 * {@code ..}.
 *
 * <p>A name is bytes to the kernel and to NFS. Made into a {@link String} and back it may be another
 * name (bytes that are no UTF-8) or no name at all (any umlaut under {@code LC_ALL=C}), and the file
 * would then look lost. So names stay bytes from the listing to the system call, and text is only
 * what {@link #toString()} shows to people.
 */
public final class Name implements Comparable<Name> {

  /** The longest name that Linux and EFS accept. */
  public static final int MAX_BYTES = 255;

  private final byte[] bytes;

  private Name(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The name with these bytes, which are copied. */
  public static Name of(byte[] bytes) {
    check(bytes, 0, bytes.length);
    return new Name(bytes.clone());
  }

  /** The name whose bytes are this text in UTF-8. */
  public static Name of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    check(bytes, 0, bytes.length);
    return new Name(bytes);
  }

  /** The name in bytes from start to end; they were checked by the caller. */
  static Name checked(byte[] bytes, int start, int end) {
    return new Name(Arrays.copyOfRange(bytes, start, end));
  }

  /** Refuses bytes that cannot be the name of an entry. */
  static void check(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length < 1 || length > MAX_BYTES) {
      throw new IllegalArgumentException("a name has 1 to 255 bytes, not " + length);
    }
    for (int i = start; i < end; i++) {
      if (bytes[i] == '/' || bytes[i] == 0) {
        throw new IllegalArgumentException("a name holds no slash and no NUL");
      }
    }
    if (bytes[start] == '.' && (length == 1 || (length == 2 && bytes[start + 1] == '.'))) {
      throw new IllegalArgumentException("'.' and '..' name no entry");
    }
  }

  /** How many bytes it has. */
  public int length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes themselves; nobody in this room changes them. */
  byte[] raw() {
    return bytes;
  }

  @Override
  public int compareTo(Name other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Name name && Arrays.equals(bytes, name.bytes);
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
