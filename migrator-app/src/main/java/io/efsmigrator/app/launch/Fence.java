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

  /** From now on only the holder of this lease passes. */
  void arm(Lease held) {
    lease.set(held);
  }

  /** Throws {@link LeaseLostException} if this process may no longer write. */
  public void check() {
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
