package io.efsmigrator.app.job;

import io.efsmigrator.cluster.NodeException;
import java.util.function.BooleanSupplier;

/**
 * How far the cutover is when a run of the migration starts: what of it is done again.
 *
 * <p>A proof is good until its run ends. Between two runs somebody may have started the writers on the
 * source again, and what they recorded would stay there for good. So the final pass is made once more
 * as long as the Primary is surely on the source. Once it is not, the target has recordings of its
 * own, and nothing is written over it.
 */
public sealed interface Cutover {

  /** The final pass is still to be made, or to be ended. */
  record Ahead() implements Cutover {}

  /**
   * It was proved, and the Primary uses the source.
   *
   * @param primaryOnSource asked again before anything is copied
   */
  record Proved(BooleanSupplier primaryOnSource) implements Cutover {}

  /** It was proved, and the Primary uses the target, or does not tell. */
  record Switched() implements Cutover {}

  /** Asks the Primary only if there is a proof. */
  static Cutover of(boolean proved, BooleanSupplier primaryOnSource) {
    if (!proved) {
      return new Ahead();
    }
    try {
      return primaryOnSource.getAsBoolean() ? new Proved(primaryOnSource) : new Switched();
    } catch (NodeException e) {
      // Preflight is about to say so; until then nothing is known to be safe to write over.
      return new Switched();
    }
  }
}
