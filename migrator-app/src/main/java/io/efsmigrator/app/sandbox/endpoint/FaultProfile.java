package io.efsmigrator.app.sandbox.endpoint;

import java.time.Duration;
import java.util.Locale;

/**
 * What is wrong with this EFS for as long as it serves: a kind of bad day, with a name.
 *
 * <p>A migration has to reach the same end under each of them. Single faults at chosen calls are
 * ordered by {@link EfsFaults} besides.
 */
public enum FaultProfile {

  /** Nothing. */
  NONE,

  /**
   * Every call is refused twice before it is served, and the first ones of each kind that change
   * something more often than a client repeats by itself.
   */
  THROTTLED,

  /** Everything that takes time takes long: a mount target more than a minute, as at AWS. */
  SLOW,

  /**
   * The first mount target of a file system stays {@code creating} until its order is repeated,
   * which is what AWS advises for one that is stuck.
   */
  STUCK,

  /** Every change takes effect, and the connection ends without an answer. */
  LOST_ANSWERS,

  /** The throughput of the source was raised an hour ago and may not change for a day. */
  REFUSED;

  private static final int SLOWER = 6;

  /** A mount target has to be pending for longer than its order is repeated after. */
  private static final Duration SLOW_MOUNT_TARGET = Duration.ofSeconds(65);

  /** How often in a row the first change of a kind is refused: once more than the SDK sends it. */
  static final int REFUSALS = 5;

  /** By its name on the command line, such as {@code lost-answers}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  EfsTiming on(EfsTiming timing) {
    return this == SLOW
        ? new EfsTiming(timing.fileSystem().multipliedBy(SLOWER), SLOW_MOUNT_TARGET,
            timing.update().multipliedBy(SLOWER), timing.deletion().multipliedBy(SLOWER),
            timing.latency())
        : timing;
  }

  /** Whether the {@code count}th call of an operation, from 1 on, is refused to slow it down. */
  boolean throttles(String operation, int count) {
    return this == THROTTLED
        && (count % 3 != 0 || (!EfsFaults.onlyReads(operation) && count <= REFUSALS));
  }
}
