package io.efsmigrator.plan;

import java.util.Optional;

/**
 * How fast, how many at once, and when.
 *
 * @param window outside of which the run stops itself; empty means at any time
 */
public record PaceSettings(PaceLimits limits, Concurrency concurrency,
    Optional<QuietHours> window) {

  /** As fast as it goes, at any time. */
  public static final PaceSettings DEFAULT = new PaceSettings(PaceLimits.NONE,
      Concurrency.ADAPTIVE, Optional.empty());

  /** How the number of threads at work is found. */
  public enum Concurrency {
    /** As many as there are. */
    FIXED,
    /** Fewer while the servers answer slowly. */
    ADAPTIVE
  }
}
