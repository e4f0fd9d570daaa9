package io.efsmigrator.efs;

import java.util.regex.Pattern;

/**
 * What makes creating a file system idempotent: EFS makes at most one for each token.
 *
 * <p>Ours are plain; the file systems of others have tokens of whatever their tools thought fit, and
 * have to be readable all the same.
 */
public record CreationToken(String value) implements Comparable<CreationToken> {

  private static final Pattern SHAPE = Pattern.compile("[^\\p{Cntrl}]{1,64}");

  public CreationToken {
    Checks.matches(SHAPE, value, "a creation token (1 to 64 printable characters)");
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
