package io.efsmigrator.archive;

import java.nio.charset.StandardCharsets;

/**
 * The name of an object in a bucket.
 *
 * @param value 1 to 1,024 bytes (Amazon S3 User Guide, Naming Amazon S3 objects)
 */
public record ObjectKey(String value) {

  /** The longest key. */
  public static final int MAX_BYTES = 1_024;

  public ObjectKey {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("a key has 1 to 1024 bytes, not " + bytes);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
