package io.efsmigrator.efs;

import java.util.regex.Pattern;

/** The id of one subnet, {@code subnet-...}. */
public record SubnetId(String value) implements Comparable<SubnetId> {

  private static final Pattern SHAPE = Pattern.compile("subnet-[0-9a-f]{8,40}");

  public SubnetId {
    Checks.matches(SHAPE, value, "a subnet id (subnet- and 8 to 40 hex digits)");
  }

  @Override
  public int compareTo(SubnetId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
