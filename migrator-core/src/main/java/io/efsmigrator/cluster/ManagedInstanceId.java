package io.efsmigrator.cluster;

import java.util.regex.Pattern;

/**
 * A node as AWS Systems Manager knows it: {@code i-} of an EC2 instance, or {@code mi-} of another
 * machine that was registered.
 */
public record ManagedInstanceId(String value) {

  private static final Pattern SHAPE = Pattern.compile("i-[0-9a-f]{8,17}|mi-[0-9a-f]{17}");

  public ManagedInstanceId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an instance id is i- and 8 to 17 hex digits, or mi- and 17, not: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
