package io.efsmigrator.efs;

import java.util.regex.Pattern;

/** The name of one Availability Zone, such as {@code us-east-1a}. */
public record AvailabilityZone(String value) implements Comparable<AvailabilityZone> {

  private static final Pattern SHAPE = Pattern
      .compile("[a-z]{2}(-[a-z]+)+-[0-9]+(-[a-z]+-[0-9]+)?[a-z]");

  public AvailabilityZone {
    Checks.matches(SHAPE, value, "an Availability Zone name (such as us-east-1a)");
  }

  @Override
  public int compareTo(AvailabilityZone other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
