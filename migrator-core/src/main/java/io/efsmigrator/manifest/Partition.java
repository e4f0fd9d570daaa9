package io.efsmigrator.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A group of neighbouring segments that is copied as one unit of restart.
 *
 * <p>Its name says everything: whoever knows the pass and the name finds segments and ledger, and
 * needs nothing else remembered.
 *
 * <p>How segments are grouped depends on their numbers alone, so that a copy can begin with the first
 * ones while the scan goes on to write more: the first partitions are one segment each, later ones
 * have twice as many every {@value #PER_DOUBLING}. Twelve million entries in full segments make 200
 * partitions, ten times as many not even 60 more: each is a row of the history.
 *
 * @param firstSegment number of its first segment, from 1
 * @param lastSegment number of its last segment, included
 */
public record Partition(int firstSegment, int lastSegment) {

  private static final Pattern NAME = Pattern.compile("segments-(\\d{6,9})-(\\d{6,9})");

  private static final int SINGLE_SEGMENTS = 64;
  private static final int PER_DOUBLING = 16;
  /** More segments than fit a name. */
  private static final int MAX_DOUBLINGS = 29;

  public Partition {
    if (firstSegment < 1 || lastSegment < firstSegment) {
      throw new IllegalArgumentException(
          "no partition has the segments " + firstSegment + " to " + lastSegment);
    }
  }

  /** The partitions that lie within the first so many segments, whatever comes after those. */
  public static List<Partition> within(int segments) {
    List<Partition> partitions = new ArrayList<>();
    int last = 0;
    while (last + size(partitions.size()) <= segments) {
      int first = last + 1;
      last += size(partitions.size());
      partitions.add(new Partition(first, last));
    }
    return partitions;
  }

  private static int size(int index) {
    return index < SINGLE_SEGMENTS
        ? 1
        : 2 << Math.min((index - SINGLE_SEGMENTS) / PER_DOUBLING, MAX_DOUBLINGS - 1);
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
