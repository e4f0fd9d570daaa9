package io.efsmigrator.posix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place below a root: names joined by slashes, as bytes, of any length and depth.
 *
 * <p>It cannot leave its root, because it holds only {@link Name}s. It may be longer than the 4096
 * bytes a path may have in one system call: {@link DirectoryTree} goes down name by name. The order
 * puts a directory right before everything below it.
 */
public final class RelativePath implements Comparable<RelativePath> {

  /** The root itself. */
  public static final RelativePath ROOT = new RelativePath(new byte[0]);

  private final byte[] bytes;

  private RelativePath(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The path with these bytes, which are copied; no bytes at all are the root. */
  public static RelativePath of(byte[] bytes) {
    if (bytes.length == 0) {
      return ROOT;
    }
    int start = 0;
    while (start <= bytes.length) {
      int end = nextSlash(bytes, start);
      Name.check(bytes, start, end);
      start = end + 1;
    }
    return new RelativePath(bytes.clone());
  }

  /** The path whose bytes are this text in UTF-8. */
  public static RelativePath of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The entry of this name in this directory. */
  public RelativePath child(Name name) {
    byte[] last = name.raw();
    if (isRoot()) {
      return new RelativePath(last);
    }
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + last.length);
    joined[bytes.length] = '/';
    System.arraycopy(last, 0, joined, bytes.length + 1, last.length);
    return new RelativePath(joined);
  }

  /** The directory that holds this entry; the root has none. */
  public RelativePath parent() {
    int slash = lastSlash();
    return slash < 0 ? ROOT : new RelativePath(Arrays.copyOf(bytes, slash));
  }

  /** The last name; the root has none. */
  public Name name() {
    requireNotRoot();
    return Name.checked(bytes, lastSlash() + 1, bytes.length);
  }

  /** All names from the root down. */
  public List<Name> names() {
    List<Name> names = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int end = nextSlash(bytes, start);
      names.add(Name.checked(bytes, start, end));
      start = end + 1;
    }
    return names;
  }

  /** How many names it has: 0 for the root. */
  public int depth() {
    if (isRoot()) {
      return 0;
    }
    int depth = 1;
    for (byte b : bytes) {
      if (b == '/') {
        depth++;
      }
    }
    return depth;
  }

  /** Whether this is the root itself. */
  public boolean isRoot() {
    return bytes.length == 0;
  }

  /** Whether this is the given directory or lies anywhere below it. */
  public boolean startsWith(RelativePath directory) {
    byte[] prefix = directory.bytes;
    if (prefix.length == 0) {
      return true;
    }
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length)
        && (bytes.length == prefix.length || bytes[prefix.length] == '/');
  }

  /** How many bytes it has. */
  public int length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(RelativePath other) {
    int at = Arrays.mismatch(bytes, other.bytes);
    if (at < 0) {
      return 0;
    }
    if (at >= bytes.length || at >= other.bytes.length) {
      return bytes.length - other.bytes.length;
    }
    return rank(bytes[at]) - rank(other.bytes[at]);
  }

  /** A slash sorts before every byte of a name, so that children follow their directory at once. */
  private static int rank(byte b) {
    return b == '/' ? 0 : (b & 0xff) + 1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RelativePath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The path for people, with everything unprintable escaped; the root is {@code .}. */
  @Override
  public String toString() {
    return isRoot() ? "." : Printable.of(bytes);
  }

  private void requireNotRoot() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no name");
    }
  }

  private int lastSlash() {
    requireNotRoot();
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == '/') {
        return i;
      }
    }
    return -1;
  }

  private static int nextSlash(byte[] bytes, int start) {
    int end = start;
    while (end < bytes.length && bytes[end] != '/') {
      end++;
    }
    return end;
  }
}
