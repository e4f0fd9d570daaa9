package io.efsmigrator.archive;

import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * Room for the parts in hand: never more than {@link PartSizes#LARGEST_BYTES} in all, whatever the
 * number of threads. Who asks for more than is left waits; first come, first served.
 */
final class PartMemory {

  private static final long UNIT_BYTES = 1 << 10;

  private final Semaphore units = new Semaphore((int) (PartSizes.LARGEST_BYTES / UNIT_BYTES), true);

  /** Waits for so much room; to be closed when the memory is given back. */
  Room take(long bytes) throws InterruptedIOException {
    int needed = (int) ((bytes + UNIT_BYTES - 1) / UNIT_BYTES);
    try {
      units.acquire(needed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for memory");
    }
    return new Room(units, needed);
  }

  /** Room of one thread. */
  record Room(Semaphore units, int taken) implements AutoCloseable {

    @Override
    public void close() {
      units.release(taken);
    }
  }
}
