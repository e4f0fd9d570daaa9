package io.efsmigrator.archive;

import io.efsmigrator.posix.RelativePath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where in a bucket everything of one source lies: {@code BASE/files/PATH} and
 * {@code BASE/manifests/RUN...}.
 *
 * <p>A path is bytes and a key is text, so every byte that is no letter, digit, {@code /} or one of
 * {@code ._~-} stands there as {@code %} and two hexadecimal digits, the percent sign too. Two paths
 * therefore never have one key, and each key gives its path back.
 */
public final class ArchiveKeys {

  private final String base;

  /** Keys below this base, which ends with a slash or is empty. */
  public ArchiveKeys(String base) {
    if (!base.isEmpty() && !base.endsWith("/")) {
      throw new IllegalArgumentException("the base of keys ends with a slash: " + base);
    }
    this.base = base;
  }

  /** What all keys begin with. */
  public String base() {
    return base;
  }

  /** The key of a recording; empty if it would be longer than a key may be. */
  public Optional<ObjectKey> of(RelativePath path) {
    String key = base + "files/" + encode(path);
    return key.length() > ObjectKey.MAX_BYTES
        ? Optional.empty()
        : Optional.of(new ObjectKey(key));
  }

  /** The key of a file about the run, such as its manifest. */
  public ObjectKey ofManifest(String name) {
    return new ObjectKey(base + "manifests/" + name);
  }

  /** A path in ASCII, without loss. */
  static String encode(RelativePath path) {
    StringBuilder text = new StringBuilder();
    for (byte b : path.bytes()) {
      char c = (char) (b & 0xff);
      if (isPlain(c)) {
        text.append(c);
      } else {
        text.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return text.toString();
  }

  /** Checks a prefix that an operator gave: ASCII, neither in front nor at its end a slash. */
  public static String checkedPrefix(String prefix) {
    boolean plain = prefix.chars().allMatch(c -> isPlain((char) c));
    if (!plain || prefix.startsWith("/") || prefix.endsWith("/") || prefix.contains("//")
        || prefix.getBytes(StandardCharsets.UTF_8).length > 200) {
      throw new IllegalArgumentException(
          "a prefix has at most 200 letters, digits and ._~-/, without a slash at its ends");
    }
    return prefix;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || "/._~-".indexOf(c) >= 0;
  }
}
