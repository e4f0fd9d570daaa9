package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

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
  public static final Settling UNNEEDED = new Settling(List.of(() -> Instant.MAX), _ -> {});

  /** Lets time pass, all of it. */
  @FunctionalInterface
  public interface Wait {
    void pass(Duration rest) throws CopyStoppedException;
  }

  private final List<InstantSource> clocks;
  private final Wait wait;

  /**
   * By the clocks that may be the one of the source's server; a file is young if it is by any of them.
   * One by which its ctime is yet to come is not that clock, and does not count beside one that can be.
   */
  public Settling(List<InstantSource> clocks, Wait wait) {
    this.clocks = List.copyOf(clocks);
    this.wait = wait;
  }

  /** What may be read now; the second stat differs from the first if the file did not settle. */
  Settled await(SourceFile file) throws SourceReadException, CopyStoppedException {
    Stat first = file.stat();
    Duration rest = rest(first.ctime());
    if (rest.isZero()) {
      return new Settled(first, true);
    }
    wait.pass(rest);
    Stat now = file.statAtServer();
    return new Settled(now, FileCopy.isUnchanged(first, now));
  }

  private Duration rest(Timestamp ctime) {
    Instant changed = Instant.ofEpochSecond(ctime.seconds(), ctime.nanos());
    Instant settled = changed.plus(MOMENT);
    return clocks.stream().map(InstantSource::instant)
        // A little after now is the granularity of two clocks.
        .filter(now -> !now.isBefore(changed.minus(MOMENT)))
        .map(now -> now.isBefore(settled) ? least(Duration.between(now, settled)) : Duration.ZERO)
        .max(Comparator.naturalOrder()).orElse(MOMENT);
  }

  private static Duration least(Duration rest) {
    return rest.compareTo(MOMENT) > 0 ? MOMENT : rest;
  }

  /**
   * A file as it is about to be read.
   *
   * @param stat what it is
   * @param isStill whether its ctime can stand for its content
   */
  record Settled(Stat stat, boolean isStill) {}
}
