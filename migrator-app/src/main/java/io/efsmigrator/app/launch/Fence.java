package io.efsmigrator.app.launch;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything a run can write: the target, the ledgers, the database.
 *
 * <p>It is there before the lease is, because the database has to be opened to take one; until then
 * the run lock alone protects, and nothing but the schema is written.
 */
public final class Fence {

  private final AtomicReference<@Nullable Lease> lease = new AtomicReference<>();
  private volatile @Nullable Thread only;

  /** From now on only the holder of this lease passes. */
  void arm(Lease held) {
    lease.set(held);
  }

  /**
   * From now on only this thread passes: the others hang in calls that may come back at any time,
   * and must then find everything closed.
   */
  void leaveTo(Thread last) {
    only = last;
  }

  /** Throws {@link LeaseLostException} if this thread may no longer write. */
  public void check() {
    Thread last = only;
    if (last != null && last != Thread.currentThread()) {
      throw new LeaseLostException("the run has ended without this thread, which hung");
    }
    Lease held = lease.get();
    if (held != null) {
      held.check();
    }
  }

  /** The number to write with; progress of an older number is refused by the database. */
  public long number() {
    Lease held = lease.get();
    if (held == null) {
      throw new IllegalStateException("no lease was taken");
    }
    return held.fence();
  }
}
