package io.efsmigrator.efs;

import java.time.Duration;

/**
 * What Bursting throughput allows, in bytes and bytes a second (EFS user guide, performance).
 *
 * <p>A file system earns 50 KiB a second for each GiB it stores and may spend what it has saved at
 * 100 MiB/s, or at 100 MiB/s for each TiB if that is more. A new one starts with 2.1 TiB.
 */
public final class BurstCredits {

  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final double TIB = 1L << 40;

  /** What a new file system has saved on its first day; also the most that one below 1 TiB saves. */
  public static final long OF_A_NEW_FILE_SYSTEM = (long) (2.1 * TIB);

  private BurstCredits() {}

  /** Bytes a second that a file system of that size earns, and may use for good: 1 MiB/s at least. */
  public static long earnedPerSecond(long sizeBytes) {
    return Math.max(MIB, (long) ((double) sizeBytes / GIB * 50 * KIB));
  }

  /** Bytes a second while there are credits. */
  public static long burstPerSecond(long sizeBytes) {
    return Math.max(100 * MIB, (long) (sizeBytes / TIB * 100 * MIB));
  }

  /**
   * How long moving that many bytes takes a file system of that size.
   *
   * @param balanceBytes credits at the beginning
   * @param moveBytes what is read from it or written to it
   */
  public static Spent spend(long balanceBytes, long sizeBytes, long moveBytes) {
    long burst = burstPerSecond(sizeBytes);
    long earned = Math.min(burst, earnedPerSecond(sizeBytes));
    if (burst == earned) {
      return new Spent(0, Duration.ofSeconds(moveBytes / burst), false);
    }
    // While bursting the balance falls by the difference.
    double untilEmpty = (double) balanceBytes / (burst - earned);
    double atBurst = (double) moveBytes / burst;
    if (atBurst <= untilEmpty) {
      return new Spent((long) (atBurst * (burst - earned)), Duration.ofSeconds((long) atBurst),
          false);
    }
    double rest = moveBytes - untilEmpty * burst;
    return new Spent(balanceBytes, Duration.ofSeconds((long) (untilEmpty + rest / earned)), true);
  }

  /**
   * What a move costs in credits.
   *
   * @param credits bytes of credit that it takes
   * @param time from beginning to end, if nothing but throughput is the limit
   * @param runsOut whether the credits end before the move does; from then on it crawls
   */
  public record Spent(long credits, Duration time, boolean runsOut) {}
}
