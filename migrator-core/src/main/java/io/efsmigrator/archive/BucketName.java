package io.efsmigrator.archive;

import java.util.regex.Pattern;

/**
 * The name of a bucket.
 *
 * @param value 3 to 63 lower-case letters, digits, dots and hyphens
 */
public record BucketName(String value) {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  public BucketName {
    if (!SHAPE.matcher(value).matches() || value.contains("..")) {
      throw new IllegalArgumentException(
          "a bucket is named by 3 to 63 lower-case letters, digits, dots and hyphens");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
