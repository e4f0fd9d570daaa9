package io.efsmigrator.copy;

import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Lets the last change of a source file come to its end before the file is read.
 *
 * <p>Linux sets the ctime at the beginning of a {@code write(2)}, before the first byte of it can be
 * read, and never at its end (measured on ext4, Linux 6.18: a write held back in its middle showed half
 * of its content behind an unchanged ctime, which was still the same when it had ended). Two equal ctimes
 * around a reading prove therefore nothing about a write that began before the first and ends behind the
 * second. They do once the ctime is {@link #MOMENT} old, or was seen for as long.
 */
public final class Settling {

  /** Longer than a write in progress waits for a processor; one call that takes longer is not seen. */
  public static final Duration MOMENT = Duration.ofMillis(500);

  /** A source to which nobody writes. */
  public static final Settling UNNEEDED = new Settling(() -> Instant.MAX, rest -> true);

  /** Lets time pass; false if the run was to end before it had. */
  @FunctionalInterface
  public interface Wait {
    boolean pass(Duration rest);
  }

  private final InstantSource sourceClock;
  private final Wait wait;

  /**
   * By the clock of the source's server, as well as it is known. One that is late lets every file wait,
   * {@link #MOMENT} at most; one that is early lets none.
   */
  public Settling(InstantSource sourceClock, Wait wait) {
    this.sourceClock = sourceClock;
    this.wait = wait;
  }

  /** What may be read now; the second stat differs from the first if the file did not settle. */
  Settled await(SourceFile file) throws SourceReadException {
    Stat first = file.stat();
    Duration rest = rest(first.ctime());
    if (rest.isNegative() || rest.isZero()) {
      return new Settled(first, true);
    }
    boolean passed = wait.pass(rest);
    Stat now = file.statAtServer();
    return new Settled(now, passed && FileCopy.isUnchanged(first, now));
  }

  private Duration rest(Timestamp ctime) {
    Instant changed = Instant.ofEpochSecond(ctime.seconds(), ctime.nanos());
    Instant now = sourceClock.instant();
    if (now.isBefore(changed)) {
      return MOMENT;
    }
    return now.isAfter(changed.plus(MOMENT))
        ? Duration.ZERO
        : Duration.between(now, changed.plus(MOMENT));
  }

  /**
   * A file as it is about to be read.
   *
   * @param stat what it is
   * @param isStill whether its ctime can stand for its content
   */
  record Settled(Stat stat, boolean isStill) {}
}
