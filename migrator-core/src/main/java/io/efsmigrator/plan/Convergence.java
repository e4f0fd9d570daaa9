package io.efsmigrator.plan;

import java.time.Duration;

/** When the delta passes have come close enough for the final one. */
public sealed interface Convergence {

  /** When the pass that would follow, the final one, is expected to take less than this. */
  record Within(Duration time) implements Convergence {
    public Within {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("a final pass takes some time: " + time);
      }
    }
  }

  /** When a pass has found fewer changes than this, however long it took. */
  record Under(long entries) implements Convergence {
    public Under {
      if (entries < 0) {
        throw new IllegalArgumentException("a number of entries is not negative");
      }
    }
  }
}
