package io.efsmigrator.efs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a file system was used in the days before, as CloudWatch has it. Every figure may be missing:
 * EFS reports {@code PercentIOLimit} for General Purpose only, and credits for Bursting.
 *
 * @param percentIoLimit how near it came to the limit of requests: the highest of the window, 0 to
 *     100
 * @param busyShare the part of the time in which {@code percentIoLimit} was at least
 *     {@link #BUSY_PERCENT}, 0 to 1
 * @param creditBytes burst credits at the end of the window
 * @param lowestCreditBytes the fewest of the window
 * @param throughputShare how near the metered bytes came to the permitted ones in any period, 0 to
 *     1 and a little above
 * @param permittedBytesPerSecond what was permitted in the end
 * @param permittedChangedAt when what is permitted last changed within the window, as it does when
 *     somebody changes the throughput (and when credits run out)
 * @param clientConnections connections at the end of the window
 */
public record FileSystemLoad(OptionalDouble percentIoLimit, OptionalDouble busyShare,
    OptionalDouble creditBytes, OptionalDouble lowestCreditBytes, OptionalDouble throughputShare,
    OptionalDouble permittedBytesPerSecond, Optional<Instant> permittedChangedAt,
    OptionalDouble clientConnections) {

  /** How far back is looked: a week has its busy days in it. */
  public static final Duration WINDOW = Duration.ofDays(7);

  /** From here on requests wait for each other (EFS user guide, metrics). */
  public static final double BUSY_PERCENT = 90;

  /** Of a file system that nothing was recorded of. */
  public static final FileSystemLoad UNKNOWN = new FileSystemLoad(OptionalDouble.empty(),
      OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(),
      OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty());
}
