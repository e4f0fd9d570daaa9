package io.efsmigrator.efs;

import java.util.regex.Pattern;

/** The id of one mount target, {@code fsmt-...}. */
public record MountTargetId(String value) implements Comparable<MountTargetId> {

  private static final Pattern SHAPE = Pattern.compile("fsmt-[0-9a-f]{8,40}");

  public MountTargetId {
    Checks.matches(SHAPE, value, "a mount target id (fsmt- and 8 to 40 hex digits)");
  }

  @Override
  public int compareTo(MountTargetId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
