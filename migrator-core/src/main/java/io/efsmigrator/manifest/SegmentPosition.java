package io.efsmigrator.manifest;

/**
 * How far the segments of a folder are committed; the scan keeps it in its checkpoint.
 *
 * @param segment number of the last segment, or 0 if there is none
 * @param length committed length of that segment's file
 * @param entries committed entries in that segment
 * @param totalEntries committed entries in all segments
 */
public record SegmentPosition(int segment, long length, int entries, long totalEntries) {

  /** Nothing has been written. */
  public static final SegmentPosition START = new SegmentPosition(0, 0, 0, 0);
}
