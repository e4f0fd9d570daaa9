package io.efsmigrator.app.job;

/**
 * Tells the copy of a pass how far the scan beside it has come, and each of them when the other one
 * has ended.
 *
 * <p>Only about when to look: what is to be copied stands in the segments, and a restart begins with a
 * new feed. Safe for the two threads it is between.
 */
final class ScanFeed {

  /**
   * What can be copied by now.
   *
   * @param segments segments that take no more entries
   * @param state whether more will come
   */
  record Progress(int segments, State state) {}

  /** Of the scan. */
  enum State {
    AT_WORK, COMPLETED,
    /** Stopped or failed: what is missing comes with a restart. */
    BROKEN_OFF
  }

  private int segments;
  private State state = State.AT_WORK;
  private boolean copyFailed;

  /** The scan has committed; by now so many segments are complete. */
  synchronized void advanced(int completeSegments) {
    segments = completeSegments;
    notifyAll();
  }

  /** The scan has ended, or had ended in an earlier run. */
  synchronized void ended(State how) {
    state = how;
    notifyAll();
  }

  /** The copy has failed; the scan is to end, too. */
  synchronized void copyFailed() {
    copyFailed = true;
    notifyAll();
  }

  synchronized boolean hasCopyFailed() {
    return copyFailed;
  }

  /**
   * Waits until there are more than so many segments, the scan has ended, or the copy has failed. The
   * scan ends when a stop is requested, so this does as well.
   */
  synchronized Progress moreThan(int known) throws InterruptedException {
    while (segments <= known && state == State.AT_WORK && !copyFailed) {
      wait();
    }
    return new Progress(segments, state);
  }
}
