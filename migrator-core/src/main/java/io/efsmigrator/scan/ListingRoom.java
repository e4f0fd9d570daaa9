package io.efsmigrator.scan;

/**
 * What the names of one batch may take together, while many directories are listed at once.
 *
 * <p>Nobody knows how large a directory is before it has been listed. When the room runs out, the
 * last directory of the group gives up what it has, then the one before it, until the others fit;
 * those that gave up are the first ones of the next batch. The very first directory of a batch is kept
 * whatever its size, or the scan would never come past it.
 */
final class ListingRoom {

  /** For a place and a slot beside each name. */
  private static final int BYTES_PER_NAME = 16;
  /** Asked for at once, so that a name costs no lock; what small directories take never is. */
  private static final int STEP_BYTES = 16 << 10;

  private final long maxBytes;
  private final int kept;
  private final long[] taken;
  private long total;
  private int fitting;

  /**
   * Room for a group of directories.
   *
   * @param maxBytes what they may take together
   * @param directories how many there are
   * @param kept how many of the first ones never give up
   */
  ListingRoom(long maxBytes, int directories, int kept) {
    this.maxBytes = maxBytes;
    this.kept = kept;
    this.taken = new long[directories];
    this.fitting = directories;
  }

  /** The room of the directory with this number in the group. */
  Share share(int number) {
    return new Share(number);
  }

  /** How many of the first directories of the group fit. */
  synchronized int fitting() {
    return fitting;
  }

  /** What those that fit have taken, but for small change. */
  synchronized long total() {
    return total;
  }

  private synchronized boolean take(int number, int bytes) {
    if (number >= fitting) {
      return false;
    }
    taken[number] += bytes;
    total += bytes;
    while (total > maxBytes && fitting > kept) {
      fitting--;
      total -= taken[fitting];
    }
    return number < fitting;
  }

  /** The part of one directory, for the thread that lists it. */
  final class Share {

    private final int number;
    private int unasked;

    private Share(int number) {
      this.number = number;
    }

    /** Takes room for one more name; false means to give up. */
    boolean take(int nameBytes) {
      unasked += nameBytes + BYTES_PER_NAME;
      if (unasked < STEP_BYTES) {
        return true;
      }
      int bytes = unasked;
      unasked = 0;
      return ListingRoom.this.take(number, bytes);
    }
  }
}
