package io.efsmigrator.app.nodes;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Tells that something was printed, on either output. */
final class OutputTap {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long changes;

  void change() {
    lock.lock();
    try {
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for more than {@code seen} changes; false if {@code nanos} pass without. */
  boolean awaitMoreThan(long seen, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (changes <= seen) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until that holds, looking again at every change; false if it does not by then. */
  boolean await(BooleanSupplier condition, long deadline) throws InterruptedException {
    long seen = changes();
    while (!condition.getAsBoolean()) {
      if (!awaitMoreThan(seen, deadline - System.nanoTime())) {
        return condition.getAsBoolean();
      }
      seen = changes();
    }
    return true;
  }
}
