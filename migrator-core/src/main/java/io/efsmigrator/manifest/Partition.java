package io.efsmigrator.manifest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A group of neighbouring segments that is copied as one unit of restart.
 *
 * <p>Its name says everything: whoever knows the pass and the name finds segments and ledger, and
 * needs nothing else remembered.
 *
 * @param firstSegment number of its first segment, from 1
 * @param lastSegment number of its last segment, included
 */
public record Partition(int firstSegment, int lastSegment) {

  private static final Pattern NAME = Pattern.compile("segments-(\\d{6,9})-(\\d{6,9})");

  public Partition {
    if (firstSegment < 1 || lastSegment < firstSegment) {
      throw new IllegalArgumentException(
          "no partition has the segments " + firstSegment + " to " + lastSegment);
    }
  }

  /** The partition with this name. */
  public static Partition named(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + name + "' names no partition");
    }
    return new Partition(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Such as {@code segments-000001-000005}. */
  public String name() {
    return String.format(Locale.ROOT, "segments-%06d-%06d", firstSegment, lastSegment);
  }
}
