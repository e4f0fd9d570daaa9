package io.efsmigrator.app.sandbox.endpoint;

import java.time.Duration;

/**
 * How long things stay in a passing state.
 *
 * @param fileSystem a file system is {@code creating} this long
 * @param mountTarget a mount target is {@code creating} this long; minutes in real life
 * @param update a file system is {@code updating} this long after a change
 * @param deletion how long anything takes to be gone
 * @param latency how long every answer takes besides
 */
public record EfsTiming(Duration fileSystem, Duration mountTarget, Duration update,
    Duration deletion, Duration latency) {

  /** Everything is available at once. */
  public static final EfsTiming IMMEDIATE = new EfsTiming(Duration.ZERO, Duration.ZERO,
      Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Long enough to be seen waiting, short enough to be watched. */
  public static final EfsTiming DEMO = new EfsTiming(Duration.ofMillis(1500), Duration.ofSeconds(3),
      Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO);

  /** The same with that latency. */
  public EfsTiming withLatency(Duration every) {
    return new EfsTiming(fileSystem, mountTarget, update, deletion, every);
  }
}
