package io.efsmigrator.efs;

import java.util.regex.Pattern;

/** What makes creating a file system idempotent: EFS makes at most one for each token. */
public record CreationToken(String value) implements Comparable<CreationToken> {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  public CreationToken {
    Checks.matches(SHAPE, value, "a creation token (1 to 64 letters, digits, . _ : -)");
  }

  @Override
  public int compareTo(CreationToken other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
