package io.efsmigrator.efs;

import java.util.regex.Pattern;

/** The id of one security group, {@code sg-...}. */
public record SecurityGroupId(String value) implements Comparable<SecurityGroupId> {

  private static final Pattern SHAPE = Pattern.compile("sg-[0-9a-f]{8,40}");

  public SecurityGroupId {
    Checks.matches(SHAPE, value, "a security group id (sg- and 8 to 40 hex digits)");
  }

  @Override
  public int compareTo(SecurityGroupId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
