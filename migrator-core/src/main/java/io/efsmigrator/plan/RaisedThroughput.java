package io.efsmigrator.plan;

import io.efsmigrator.efs.Throughput;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Provisioned throughput bought for the time of the copy, and what it costs.
 *
 * @param usdPerMibpsMonth the price of one MiB/s for 30 days; about 6 in most Regions
 */
public record RaisedThroughput(double mibps, BigDecimal usdPerMibpsMonth, Side side) {

  /** Which file systems are raised. */
  public enum Side {
    BOTH(2),
    /** Where only the source's burst credits would run out: a new file system has its own. */
    SOURCE(1), TARGET(1);

    private final int fileSystems;

    Side(int fileSystems) {
      this.fileSystems = fileSystems;
    }

    /** How many are paid for. */
    public int fileSystems() {
      return fileSystems;
    }
  }

  /** What the guide finds sufficient. */
  public static final double GUIDE_MIBPS = 100;
  public static final BigDecimal GUIDE_PRICE = BigDecimal.valueOf(6);

  /** On both, as the guide advises. */
  public RaisedThroughput(double mibps, BigDecimal usdPerMibpsMonth) {
    this(mibps, usdPerMibpsMonth, Side.BOTH);
  }

  public RaisedThroughput {
    if (!(mibps >= 1 && mibps <= 3414)) {
      throw new IllegalArgumentException("Provisioned throughput is 1 to 3414 MiB/s: " + mibps);
    }
    if (usdPerMibpsMonth.signum() < 0) {
      throw new IllegalArgumentException("a price is not negative: " + usdPerMibpsMonth);
    }
  }

  public Throughput throughput() {
    return Throughput.provisioned(mibps);
  }

  /** For each file system and each day it stays on. */
  public BigDecimal usdPerDay() {
    return usdPerDay(throughput());
  }

  /** The same for another amount: EFS may have less to give than was asked for. */
  public BigDecimal usdPerDay(Throughput raised) {
    return usdPerMibpsMonth.multiply(BigDecimal.valueOf(raised.provisionedMibps())).divide(
        BigDecimal.valueOf(30), 2,
        RoundingMode.HALF_UP);
  }
}
