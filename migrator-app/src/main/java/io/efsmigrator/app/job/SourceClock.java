package io.efsmigrator.app.job;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.ReservedNames;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * What time it is for the servers that write ctimes, which need not be what it is here.
 *
 * <p>The source must not be written to, so the target's server is asked, by touching the sentinel: both
 * are the same service in the same Region. Where they are not (a copy from a local disk to a file
 * server), the source may go by this host's clock; what is asked is therefore never only one of the two.
 */
final class SourceClock {

  /** Two servers of one service, and the granularity of a kernel's clock. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /**
   * The same moment on both clocks.
   *
   * @param server on the clock of the target's server
   * @param here on the clock of this host
   */
  record Reading(Timestamp server, Timestamp here) {

    /** The earlier of the two: a change that either clock puts after it is not missed. */
    Timestamp earlier() {
      return server.isAfter(here) ? here : server;
    }

    /** Both from now on, by the clock of this host. */
    List<InstantSource> going(Clock clock) {
      Duration ahead = skew();
      return List.of(clock, () -> clock.instant().minus(ahead));
    }

    /** How far this host is ahead of the server. */
    Duration skew() {
      return Duration.between(instant(server), instant(here));
    }

    private static Instant instant(Timestamp time) {
      return Instant.ofEpochSecond(time.seconds(), time.nanos());
    }
  }

  private SourceClock() {}

  /** Asks both clocks; without a sentinel, for a target that is not ours, only the one of this host. */
  static Reading read(Directory targetRoot, CopyGuard guard, Clock clock) throws IOException {
    Name sentinel = ReservedNames.SENTINEL;
    Timestamp here = here(clock);
    try {
      if (targetRoot.find(sentinel).isEmpty()) {
        return new Reading(here, here);
      }
      guard.check();
      // Before the request: its time on the wire makes the server's clock look later, never earlier.
      here = here(clock);
      targetRoot.setTimes(sentinel, here);
      return new Reading(targetRoot.stat(sentinel).ctime(), here);
    } catch (PosixException e) {
      throw TargetFailedException.of(e);
    }
  }

  /** What time it is here. */
  static Timestamp here(Clock clock) {
    Instant now = clock.instant();
    return new Timestamp(now.getEpochSecond(), now.getNano());
  }

  /** A little before: what changes at this moment must not be taken for seen. */
  static Timestamp lessSlack(Timestamp time) {
    return time.minusSeconds(SLACK.toSeconds());
  }

  /** True if the clocks differ by more than what is allowed for anyway. */
  static boolean isSkewed(Reading reading) {
    return reading.skew().abs().compareTo(SLACK) > 0;
  }
}
