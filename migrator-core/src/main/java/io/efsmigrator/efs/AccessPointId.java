package io.efsmigrator.efs;

import java.util.regex.Pattern;

/** The id of one access point, {@code fsap-...}. */
public record AccessPointId(String value) implements Comparable<AccessPointId> {

  private static final Pattern SHAPE = Pattern.compile("fsap-[0-9a-f]{8,40}");

  public AccessPointId {
    Checks.matches(SHAPE, value, "an access point id (fsap- and 8 to 40 hex digits)");
  }

  @Override
  public int compareTo(AccessPointId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
