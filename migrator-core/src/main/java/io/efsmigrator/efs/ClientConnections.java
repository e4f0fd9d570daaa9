package io.efsmigrator.efs;

import java.time.Instant;
import java.util.Optional;

/** How many clients have a file system mounted, as EFS itself counts: metric {@code ClientConnections}. */
@FunctionalInterface
public interface ClientConnections {

  /**
   * What was counted from then until then.
   *
   * @throws EfsException if it cannot be asked
   */
  Observed between(FileSystemId fileSystem, Instant from, Instant until);

  /**
   * What was counted.
   *
   * @param measured whether there is any count at all: without one, no client seen proves nothing
   * @param lastSeen the end of the last period in which a client was connected
   */
  record Observed(boolean measured, Optional<Instant> lastSeen) {}
}
