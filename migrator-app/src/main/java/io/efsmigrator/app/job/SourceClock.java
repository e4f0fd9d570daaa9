package io.efsmigrator.app.job;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.ReservedNames;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What time it is for the servers that write ctimes, which need not be what it is here.
 *
 * <p>The source must not be written to, so the target's server is asked, by touching the sentinel:
 * both are the same service in the same Region. Without a sentinel the clock of this host has to do.
 */
final class SourceClock {

  /** Two servers of one service, and the granularity of a kernel's clock. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private SourceClock() {}

  static Timestamp now(Directory targetRoot, CopyGuard guard, Clock clock) throws IOException {
    Timestamp local = here(clock);
    Name sentinel = ReservedNames.SENTINEL;
    try {
      Optional<Stat> before = targetRoot.find(sentinel);
      if (before.isEmpty()) {
        return local;
      }
      guard.check();
      targetRoot.setTimes(sentinel, local);
      return targetRoot.stat(sentinel).ctime();
    } catch (PosixException e) {
      return local;
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
}
