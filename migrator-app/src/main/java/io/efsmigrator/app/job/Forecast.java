package io.efsmigrator.app.job;

import java.time.Duration;
import java.util.Locale;

/**
 * How long the final pass would take if it began now, by what the last pass has measured.
 *
 * <p>It scans twice, the second time to prove that nothing differs. In between it copies what has
 * changed since the last pass began, if changes come as fast as they did before that pass, and reads
 * each back. Pauses before the final pass, such as a full verification, add changes that nobody knows
 * yet.
 *
 * @param scan time of one scan
 * @param copy time of copying what the last pass found
 * @param changes what it found
 * @param over the time in which those changes had come
 * @param since how long ago it began
 */
record Forecast(Duration scan, Duration copy, long changes, Duration over, Duration since) {

  private static final int SCANS = 2;
  /** To copy a file and to read it back. */
  private static final int COPY_AND_VERIFY = 2;

  /** Changes that the final pass would find. */
  long expectedChanges() {
    double seconds = Math.max(1, seconds(over));
    return (long) Math.ceil(changes / seconds * Math.max(0, seconds(since)));
  }

  /** Its time. */
  Duration finalPass() {
    double perChange = changes == 0 ? 0 : seconds(copy) / changes;
    double seconds = SCANS * seconds(scan) + COPY_AND_VERIFY * perChange * expectedChanges();
    return Duration.ofMillis((long) (seconds * 1_000));
  }

  /** In words, for the history. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT,
        "the final pass would take about %,d s: two scans of %.1f s, about %,d changes",
        Math.ceilDiv(finalPass().toMillis(), 1_000), seconds(scan), expectedChanges());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }
}
