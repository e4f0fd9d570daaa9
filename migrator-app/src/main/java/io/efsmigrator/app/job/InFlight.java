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

  private static final double NANOS_PER_MILLI = 1_000_000.0;

  /** One party is the partition itself. */
  private final Phaser atWork = new Phaser(1);
  private final LongAdder done = new LongAdder();
  private final LongAdder nanos = new LongAdder();
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

  /** How many are at work. */
  int now() {
    return atWork.getUnarrivedParties() - 1;
  }

  /** Mean time of the entries since the last call. */
  double takeMeanMillis() {
    long entries = done.sumThenReset();
    long time = nanos.sumThenReset();
    return entries == 0 ? 0 : time / NANOS_PER_MILLI / entries;
  }

  /** Lets nothing more begin and waits for what is at work. */
  void drain() {
    if (failure == null) {
      failure = new CancellationException("the partition has ended");
    }
    atWork.arriveAndAwaitAdvance();
  }
}
