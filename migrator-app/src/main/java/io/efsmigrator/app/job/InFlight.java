package io.efsmigrator.app.job;

import io.efsmigrator.manifest.LedgerEntry;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the entries of one partition that are being copied at the moment.
 *
 * <p>Batch gives up a chunk at its first error and does not wait for the entries that are still on
 * the pool. They must neither begin after that nor be at work when the trees are closed.
 */
final class InFlight {

  /** The copy of one entry. */
  @FunctionalInterface
  interface Copy {
    LedgerEntry run() throws Exception;
  }

  /**
   * How busy a partition was.
   *
   * @param entries how many were at work at a time, on average
   * @param meanMillis mean time of one
   */
  record Load(int entries, double meanMillis) {}

  private static final double NANOS_PER_MILLI = 1_000_000.0;

  /** One party is the partition itself. */
  private final Phaser atWork = new Phaser(1);
  private final LongAdder done = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private long lastTaken = System.nanoTime();
  private volatile @Nullable Throwable failure;

  LedgerEntry run(Copy copy) throws Exception {
    atWork.register();
    try {
      Throwable earlier = failure;
      if (earlier != null) {
        throw new IllegalStateException("another entry of the chunk has failed", earlier);
      }
      long start = System.nanoTime();
      LedgerEntry entry = copy.run();
      nanos.add(System.nanoTime() - start);
      done.increment();
      return entry;
    } catch (Exception e) {
      if (failure == null) {
        failure = e;
      }
      throw e;
    } finally {
      atWork.arriveAndDeregister();
    }
  }

  /**
   * The load since the last call. By the time of the entries and the time that has passed, not by a
   * count: when a chunk is noted, all of its entries are done, and a count would always be zero.
   */
  Load take() {
    long entries = done.sumThenReset();
    long time = nanos.sumThenReset();
    long now = System.nanoTime();
    long passed = Math.max(1, now - lastTaken);
    lastTaken = now;
    return entries == 0
        ? new Load(0, 0)
        : new Load((int) Math.ceilDiv(time, passed), time / NANOS_PER_MILLI / entries);
  }

  /** Lets nothing more begin and waits for what is at work. */
  void drain() {
    if (failure == null) {
      failure = new CancellationException("the partition has ended");
    }
    atWork.arriveAndAwaitAdvance();
  }
}
