package io.efsmigrator.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * When and how to cut over.
 *
 * @param maxDeltaPasses delta passes before the final one, at most
 * @param convergence when fewer of them are enough
 * @param windowLimit how long the writers may be paused before the Primary is switched; empty if that
 *     has no limit
 */
public record CutoverSettings(Approval approval, int maxDeltaPasses, Convergence convergence,
    Optional<Duration> windowLimit) {

  /** Whether a person has to say yes first. */
  public enum Approval {
    REQUIRED, NOT_REQUIRED
  }

  public static final int MAX_DELTA_PASSES = 9;
  public static final CutoverSettings DEFAULT = new CutoverSettings(Approval.NOT_REQUIRED, 2,
      new Convergence.Within(Duration.ofMinutes(5)), Optional.empty());

  public CutoverSettings {
    if (maxDeltaPasses < 0 || maxDeltaPasses > MAX_DELTA_PASSES) {
      throw new IllegalArgumentException(
          "delta passes must be 0 to " + MAX_DELTA_PASSES + ": " + maxDeltaPasses);
    }
    if (windowLimit.filter(limit -> !limit.isPositive()).isPresent()) {
      throw new IllegalArgumentException("a cutover takes time: " + windowLimit.get());
    }
  }
}
