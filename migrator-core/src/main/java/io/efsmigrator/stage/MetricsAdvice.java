package io.efsmigrator.stage;

import io.efsmigrator.efs.BurstCredits;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemLoad;
import io.efsmigrator.efs.ThroughputMode;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.RaisedThroughput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the source's metrics say of the migration: whether the number of requests is the limit at all,
 * and whether throughput should be raised for the copy. Advice only; the plan stands.
 */
final class MetricsAdvice {

  private static final double NEAR = 0.8;
  private static final double GIB = 1L << 30;
  private static final Duration LOCK = Duration.ofHours(24);

  private MetricsAdvice() {}

  static List<Finding> of(MigrationPlan plan, FileSystem source, FileSystemLoad load, Instant now) {
    List<Finding> advice = new ArrayList<>();
    advice.add(requests(load));
    throughput(source, load).ifPresent(advice::add);
    credits(plan, source, load).ifPresent(advice::add);
    target(plan, source).ifPresent(advice::add);
    changed(plan, load, now).ifPresent(advice::add);
    load.clientConnections().ifPresent(clients -> advice.add(Finding.ok("clients",
        Math.round(clients) + " connections to the source in the last period")));
    return advice;
  }

  private static Finding requests(FileSystemLoad load) {
    if (load.percentIoLimit().isEmpty()) {
      return Finding.warn("limit", "CloudWatch has no PercentIOLimit of the source: whether the"
          + " number of requests is its limit is not known",
          "Nothing for Max I/O or an unused file system; else look at the metrics yourself.");
    }
    String seen = "PercentIOLimit of the source was at most " + percent(load.percentIoLimit()
        .getAsDouble()) + " in " + FileSystemLoad.WINDOW.toDays() + " days";
    return load.percentIoLimit().getAsDouble() >= FileSystemLoad.BUSY_PERCENT
        ? Finding.ok("limit", seen + ", and above " + percent(FileSystemLoad.BUSY_PERCENT) + " in "
            + percent(100 * load.busyShare().orElse(0)) + " of the time: requests are a limit")
        : Finding.warn("limit", seen + ": requests are not its limit",
            "Ask whether another performance mode will help before you migrate.");
  }

  private static Optional<Finding> throughput(FileSystem source, FileSystemLoad load) {
    boolean near = load.throughputShare().orElse(0) >= NEAR;
    boolean empty = source.throughput().mode() == ThroughputMode.BURSTING
        && load.lowestCreditBytes().orElse(Double.MAX_VALUE) < GIB;
    if (!near && !empty) {
      return Optional.empty();
    }
    String why = near
        ? "metered throughput came to " + percent(100 * load.throughputShare().orElse(0))
            + " of the permitted one"
        : "burst credits fell to " + gib((long) load.lowestCreditBytes().orElse(0));
    return Optional.of(Finding.warn("limit", why + ": throughput is a limit of the source",
        "Throughput can be changed in place, without a migration: Elastic with General Purpose,"
            + " or Provisioned."));
  }

  static Optional<Finding> credits(MigrationPlan plan, FileSystem source, FileSystemLoad load) {
    boolean raised = plan.target().raise()
        .filter(raise -> raise.side() != RaisedThroughput.Side.TARGET).isPresent();
    boolean large = source.sizeBytes() > Advice.LARGE_BYTES;
    if (source.throughput().mode() != ThroughputMode.BURSTING) {
      return Optional.empty();
    }
    if (load.creditBytes().isEmpty()) {
      return large && !raised
          ? Optional.of(Finding.warn("credits", "the source bursts, holds "
              + gib(source.sizeBytes()) + ", and its burst credits are not known",
              "If they are few, consider throughput.raise: source, about 20 USD a day."))
          : Optional.empty();
    }
    long balance = (long) load.creditBytes().getAsDouble();
    BurstCredits.Spent spent = BurstCredits.spend(balance, source.sizeBytes(), source.sizeBytes());
    String text = "the source has burst credits for " + gib(balance) + "; reading "
        + gib(source.sizeBytes()) + " takes " + gib(spent.credits()) + " of them";
    if (!spent.runsOut()) {
      return Optional.of(raised
          ? Finding.warn("credits", text + ": raising it to the burst rate or less gains nothing",
              "Leave throughput.raise-to-mibps out, or ask for more than the burst rate.")
          : Finding.ok("credits", text));
    }
    return Optional.of(large && !raised
        ? Finding.warn("credits", text + ": they run out, and the live calls with them",
            "Consider throughput.raise: source with raise-to-mibps: 100, about 20 USD a day.")
        : Finding.ok("credits", text + ", which is all; throughput is raised or the data small"));
  }

  /** A new file system can burst through its first 2.1 TiB, so most need no help. */
  private static Optional<Finding> target(MigrationPlan plan, FileSystem source) {
    if (plan.target().throughput().mode() != ThroughputMode.BURSTING) {
      return Optional.empty();
    }
    // It starts empty: what it earns while it fills is little, and left out.
    boolean runsOut = BurstCredits
        .spend(BurstCredits.OF_A_NEW_FILE_SYSTEM, 0, source.sizeBytes()).runsOut();
    boolean raised = plan.target().raise()
        .filter(raise -> raise.side() != RaisedThroughput.Side.SOURCE).isPresent();
    String first = "a new file system starts with burst credits for "
        + gib(BurstCredits.OF_A_NEW_FILE_SYSTEM);
    if (runsOut && !raised) {
      return Optional.of(Finding.warn("credits", first + ", and the copy needs more",
          "Consider throughput.raise: target or both."));
    }
    return !runsOut && raised && plan.target().raise().orElseThrow().mibps() <= 100
        ? Optional.of(Finding.warn("credits",
            first + ", which is enough for the copy: raising the target buys nothing",
            "Use throughput.raise: source."))
        : Optional.empty();
  }

  private static Optional<Finding> changed(MigrationPlan plan, FileSystemLoad load, Instant now) {
    return load.permittedChangedAt()
        .filter(at -> plan.target().raise().isPresent() && at.plus(LOCK).isAfter(now))
        .map(at -> Finding.warn("throughput",
            "what EFS permits the source changed at " + at
                + ": if somebody changed its throughput then, EFS may refuse until "
                + at.plus(LOCK),
            "Launch after that time if the copy needs the throughput; it goes on without."));
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.0f %%", value);
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%,.1f GiB", bytes / GIB);
  }
}
