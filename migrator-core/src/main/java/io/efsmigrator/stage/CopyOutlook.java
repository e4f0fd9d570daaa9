package io.efsmigrator.stage;

import io.efsmigrator.efs.BurstCredits;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemLoad;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.efsmigrator.plan.Prices;
import io.efsmigrator.plan.RaisedThroughput;
import io.efsmigrator.scan.TreeSample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the first copy and its verification will take, and what they cost: an estimate from a
 * sample, printed with what it rests on, and believed by nothing in this program.
 *
 * @param sample the source, as far as it was looked at
 * @param filesPerSecond what requests allow: the round trips of a file by their latency, the slots of
 *     a mount, the limits of the target's mode and the pace
 * @param copy from the first file to the last
 * @param verify reading the target once
 * @param sourceCredits burst credits the source spends, in bytes; 0 unless it bursts
 * @param targetCredits those of the target
 */
public record CopyOutlook(TreeSample sample, double filesPerSecond, Duration copy, Duration verify,
    long sourceCredits, long targetCredits, Costs costs) {

  /** Requests to the source and to the target for a small file (docs/performance.md). */
  private static final int SOURCE_TRIPS = 3;
  private static final int TARGET_TRIPS = 4;

  /** A Linux client has 64 slots for each mount. */
  private static final int SLOTS = 64;

  /** What EFS takes for a write of a Regional file system (EFS user guide). */
  private static final Duration EFS_WRITE = Duration.ofNanos(2_700_000);
  private static final long MIB = 1L << 20;
  private static final long CLIENT_BYTES_PER_SECOND = 500 * MIB;
  private static final BigDecimal GB = BigDecimal.valueOf(1_000_000_000);
  private static final BigDecimal DAYS = BigDecimal.valueOf(30);

  /**
   * In US dollars.
   *
   * @param storageDay both file systems hold the data: the second one's storage, for each day
   * @param raisedDay what the plan raises costs each day, at least one; 0 if it raises nothing
   * @param guideDay what raising both to the guide's 100 MiB/s would cost each day
   * @param elasticOnce what reading and writing it all would cost with Elastic on both, once
   */
  public record Costs(BigDecimal storageDay, BigDecimal raisedDay, BigDecimal guideDay,
      BigDecimal elasticOnce) {}

  /** What the estimate is made of. */
  public record Basis(MigrationPlan plan, Optional<FileSystem> source, FileSystemLoad load,
      TreeSample sample, PaceLimits pace, Prices prices, Target target) {}

  /** Where the target will be. */
  public enum Target {
    EFS,
    /** A directory of this machine: as quick as the source. */
    THIS_MACHINE
  }

  /** Estimates. */
  public static CopyOutlook of(Basis basis) {
    TreeSample sample = basis.sample();
    double read = seconds(sample.latency());
    double write = switch (basis.target()) {
      case EFS -> Math.max(read, seconds(EFS_WRITE));
      case THIS_MACHINE -> read;
    };
    int threads = Math.min(SLOTS, basis.plan().copy().threads());
    double trips = SOURCE_TRIPS * read + TARGET_TRIPS * write;
    double files = Math.min(threads / Math.max(1e-6, trips), modeLimit(basis));
    var paced = basis.pace().of(PaceLimit.FILES_PER_SECOND);
    if (paced.isPresent()) {
      files = Math.min(files, (double) paced.getAsLong());
    }
    BurstCredits.Spent reading = moving(basis, Side.SOURCE);
    BurstCredits.Spent writing = moving(basis, Side.TARGET);
    Duration byRequests = ofSeconds(sample.files() / files);
    Duration copy = longest(byRequests, longest(reading.time(), writing.time()));
    Duration verify = longest(
        ofSeconds(sample.files() * SOURCE_TRIPS * read / threads),
        ofSeconds((double) sample.bytes() / bytesPerSecond(basis, Side.TARGET)));
    return new CopyOutlook(sample, files, copy, verify, reading.credits(), writing.credits(),
        costs(basis));
  }

  private enum Side {
    SOURCE, TARGET
  }

  /** A file takes {@link #TARGET_TRIPS} of the writes that its mode allows (facts of the guide). */
  private static double modeLimit(Basis basis) {
    double writes = switch (basis.plan().target().performanceMode()) {
      case MAX_IO -> 100_000;
      case GENERAL_PURPOSE -> switch (throughput(basis, Side.TARGET).mode()) {
        case BURSTING -> 7_000;
        case PROVISIONED -> 25_000;
        case ELASTIC -> 500_000;
      };
    };
    return writes / TARGET_TRIPS;
  }

  private static BurstCredits.Spent moving(Basis basis, Side side) {
    long bytes = basis.sample().bytes();
    long size = switch (side) {
      case SOURCE -> basis.source().map(FileSystem::sizeBytes).orElse(bytes);
      case TARGET -> 0;
    };
    long balance = switch (side) {
      case SOURCE -> (long) basis.load().creditBytes().orElse(BurstCredits.OF_A_NEW_FILE_SYSTEM);
      case TARGET -> BurstCredits.OF_A_NEW_FILE_SYSTEM;
    };
    return switch (throughput(basis, side).mode()) {
      case BURSTING -> BurstCredits.spend(balance, size, bytes);
      case PROVISIONED, ELASTIC -> new BurstCredits.Spent(0,
          ofSeconds((double) bytes / bytesPerSecond(basis, side)), false);
    };
  }

  private static long bytesPerSecond(Basis basis, Side side) {
    Throughput throughput = throughput(basis, side);
    long allowed = switch (throughput.mode()) {
      case BURSTING -> BurstCredits.burstPerSecond(0);
      case PROVISIONED -> (long) (throughput.provisionedMibps() * MIB);
      case ELASTIC -> CLIENT_BYTES_PER_SECOND;
    };
    long paced = basis.pace().of(PaceLimit.MIBPS).orElse(PaceLimit.MAX) * MIB;
    return Math.min(Math.min(allowed, paced), CLIENT_BYTES_PER_SECOND);
  }

  /** What a side has while the copy runs. */
  private static Throughput throughput(Basis basis, Side side) {
    Throughput own = switch (side) {
      case SOURCE -> basis.source().map(FileSystem::throughput).orElse(Throughput.bursting());
      case TARGET -> basis.plan().target().throughput();
    };
    RaisedThroughput.Side only = side == Side.SOURCE
        ? RaisedThroughput.Side.SOURCE
        : RaisedThroughput.Side.TARGET;
    return basis.plan().target().raise()
        .filter(raise -> raise.side() == RaisedThroughput.Side.BOTH || raise.side() == only)
        .map(RaisedThroughput::throughput).orElse(own);
  }

  private static Costs costs(Basis basis) {
    Prices prices = basis.prices();
    BigDecimal gb = BigDecimal.valueOf(basis.sample().bytes()).divide(GB, 6, RoundingMode.HALF_UP);
    BigDecimal raised = basis.plan().target().raise()
        .map(raise -> raise.usdPerDay()
            .multiply(BigDecimal.valueOf(raise.side().fileSystems())))
        .orElse(BigDecimal.ZERO);
    BigDecimal guide = new RaisedThroughput(RaisedThroughput.GUIDE_MIBPS,
        prices.provisionedMibpsMonth()).usdPerDay().multiply(BigDecimal.TWO);
    // Read once from the source, written once, and read again to verify.
    BigDecimal elastic = gb.multiply(prices.elasticReadGb().multiply(BigDecimal.TWO)
        .add(prices.elasticWriteGb()));
    return new Costs(
        gb.multiply(prices.storageGbMonth()).divide(DAYS, 2, RoundingMode.HALF_UP), raised,
        guide, elastic.setScale(2, RoundingMode.HALF_UP));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static Duration ofSeconds(double seconds) {
    return Duration.ofSeconds((long) Math.ceil(seconds));
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
