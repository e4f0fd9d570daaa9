package io.efsmigrator.archive;

/**
 * How an object is cut into parts. The same size always gives the same parts, because the checksum of
 * an object depends on them.
 */
final class PartSizes {

  /** What is sent in one request, and the size of a part as long as 10,000 of them are enough. */
  static final long USUAL_BYTES = 16L << 20;
  /** The largest part: memory is set aside for it. */
  static final long LARGEST_BYTES = 128L << 20;
  /** An upload has at most so many parts (Amazon S3 User Guide, multipart upload limits). */
  static final int MAX_PARTS = 10_000;

  private static final long MIB = 1L << 20;

  private PartSizes() {}

  /** The size of every part but the last, in whole MiB. */
  static long of(long sizeBytes) {
    long needed = (sizeBytes + MAX_PARTS - 1) / MAX_PARTS;
    return Math.max(USUAL_BYTES, (needed + MIB - 1) / MIB * MIB);
  }

  /** Whether it fits into one request. */
  static boolean isSmall(long sizeBytes) {
    return sizeBytes <= USUAL_BYTES;
  }

  /** Whether it needs parts larger than there is memory for. */
  static boolean isTooLarge(long sizeBytes) {
    return sizeBytes > LARGEST_BYTES * MAX_PARTS;
  }
}
