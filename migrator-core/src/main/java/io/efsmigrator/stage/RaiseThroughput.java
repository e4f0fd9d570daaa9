package io.efsmigrator.stage;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.efs.ThroughputMode;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.RaisedThroughput;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Buys Provisioned throughput while the copy runs, for the file systems that the plan names.
 *
 * <p>What it costs is owed before it is ordered: a crash after the order must not leave a bill that
 * nobody knows of. A crash before it leaves an obligation that {@link LowerThroughput} finds met.
 * What was refused for good is withdrawn once both file systems have their answer.
 *
 * <p>Where EFS has not enough to give, three quarters are asked for after {@link Failures#CAPACITY_PAUSE},
 * and so on down to a quarter; then the copy goes on with what there is. The open obligation holds what
 * is asked for next, so a restart goes on there. A refusal is believed only after another look: an
 * order whose answer was lost took effect, and its repetition is refused.
 */
public final class RaiseThroughput implements Stage {

  /** EFS allows the way down a day after the way up. */
  static final Duration DOWN_AFTER = Duration.ofHours(24);
  static final Duration POLL = Duration.ofSeconds(5);
  private static final double LESS = 0.75;
  private static final double LEAST = 0.25;

  private final FileSystems fileSystems;
  private final TargetLookup targets;
  private final Obligations obligations;
  private final Findings findings;
  private final Clock clock;

  public RaiseThroughput(FileSystems fileSystems, Obligations obligations, Findings findings,
      Clock clock) {
    this.fileSystems = fileSystems;
    this.targets = new TargetLookup(fileSystems);
    this.obligations = obligations;
    this.findings = findings;
    this.clock = clock;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    if (plan.target().raise().isEmpty()) {
      return new Completed("not asked for: throughput stays as it is");
    }
    RaisedThroughput raise = plan.target().raise().get();
    try {
      Optional<FileSystem> target = targets.find(plan);
      if (target.isEmpty()) {
        return TargetLookup.missing(plan);
      }
      Optional<FileSystem> source = fileSystems.find(plan.id().source());
      if (source.isEmpty()) {
        return Blocked.failed("there is no file system " + plan.id().source(),
            "Check source.file-system in the migration file, then restart.");
      }
      return raiseAll(plan, raise, switch (raise.side()) {
        case BOTH -> List.of(source.get(), target.get());
        case SOURCE -> List.of(source.get());
        case TARGET -> List.of(target.get());
      });
    } catch (EfsException e) {
      return Failures.of(e);
    }
  }

  private StageOutcome raiseAll(MigrationPlan plan, RaisedThroughput raise,
      List<FileSystem> wanted) {
    List<StageOutcome> unfinished = new ArrayList<>();
    Map<FileSystem, String> refused = new LinkedHashMap<>();
    // All are ordered before any is waited for: they change side by side.
    for (FileSystem fileSystem : wanted) {
      bring(plan, raise, fileSystem, refused).ifPresent(unfinished::add);
    }
    if (!unfinished.isEmpty()) {
      return unfinished.getFirst();
    }
    refused.forEach((fileSystem, why) -> {
      // Nothing was bought. The copy is slower without it, not wrong.
      obligations.met(plan.id(), fileSystem.id());
      findings.report(plan.id(), Finding.warn("throughput",
          fileSystem.id() + " stays at " + fileSystem.throughput() + ": " + why,
          "Nothing; the copy takes longer."));
    });
    return new Completed(summary(plan));
  }

  private Optional<StageOutcome> bring(MigrationPlan plan, RaisedThroughput raise,
      FileSystem fileSystem, Map<FileSystem, String> refused) {
    Optional<Obligation> open = obligations.open(plan.id()).stream()
        .filter(owed -> owed.fileSystem().equals(fileSystem.id())).findFirst();
    Throughput wanted = open.map(Obligation::raisedTo).orElse(raise.throughput());
    return switch (fileSystem.state()) {
      case CREATING, UPDATING, UNKNOWN -> Optional
          .of(new Waiting(fileSystem.id() + " is " + fileSystem.state(), POLL));
      case DELETING, DELETED, ERROR -> Optional.of(
          Blocked.failed(fileSystem.id() + " is " + fileSystem.state(),
              "Find out who deletes it; do not restart before."));
      case AVAILABLE -> isEnough(fileSystem.throughput(), wanted)
          ? Optional.empty()
          : order(plan, raise, new Order(fileSystem, wanted,
              open.map(Obligation::lowerTo).orElse(fileSystem.throughput())), refused);
    };
  }

  /** What is asked for a file system, and what it had before anything was. */
  private record Order(FileSystem fileSystem, Throughput wanted, Throughput before) {

    Obligation owed(RaisedThroughput raise, Throughput raisedTo, Instant now) {
      return new Obligation(fileSystem.id(), raisedTo, before, now.plus(DOWN_AFTER),
          raise.usdPerDay(raisedTo));
    }
  }

  private static boolean isEnough(Throughput now, Throughput wanted) {
    // Elastic has no amount to raise: it takes what it needs, and is paid by use.
    return now.mode() == ThroughputMode.ELASTIC
        || (now.mode() == ThroughputMode.PROVISIONED
            && now.provisionedMibps() >= wanted.provisionedMibps());
  }

  private Optional<StageOutcome> order(MigrationPlan plan, RaisedThroughput raise, Order order,
      Map<FileSystem, String> refused) {
    FileSystem fileSystem = order.fileSystem();
    obligations.owe(plan.id(), order.owed(raise, order.wanted(), clock.instant()));
    try {
      fileSystems.setThroughput(fileSystem.id(), order.wanted());
      return Optional.of(new Waiting(fileSystem.id() + " changes to " + order.wanted(), POLL));
    } catch (EfsException e) {
      if (isUnderWay(order)) {
        return Optional.of(new Waiting(fileSystem.id() + " changes to " + order.wanted(), POLL));
      }
      return switch (e.kind()) {
        case TOO_EARLY -> {
          refused.put(fileSystem, "it was changed less than 24 hours ago"
              + e.allowedFrom().map(time -> " and may be from " + time + " on").orElse(""));
          yield Optional.empty();
        }
        case NO_CAPACITY -> lessOf(plan, raise, order, refused);
        case LIMIT_EXCEEDED -> {
          refused.put(fileSystem, "the account's limit does not allow it: " + e.getMessage());
          yield Optional.empty();
        }
        case THROTTLED, UNAVAILABLE, WRONG_STATE, ALREADY_EXISTS, NOT_FOUND, NO_FREE_ADDRESS,
            UNSUPPORTED_ZONE, KEY_UNUSABLE, ACCESS_DENIED, BAD_REQUEST ->
          throw e;
      };
    }
  }

  private boolean isUnderWay(Order order) {
    return fileSystems.find(order.fileSystem().id())
        .filter(now -> now.throughput().equals(order.wanted())).isPresent();
  }

  private Optional<StageOutcome> lessOf(MigrationPlan plan, RaisedThroughput raise, Order order,
      Map<FileSystem, String> refused) {
    double less = Math.floor(order.wanted().provisionedMibps() * LESS);
    double had = order.fileSystem().throughput().provisionedMibps();
    if (less < Math.max(1, raise.mibps() * LEAST) || less <= had) {
      refused.put(order.fileSystem(), "EFS has no capacity for more at the moment");
      return Optional.empty();
    }
    Throughput next = Throughput.provisioned(less);
    obligations.owe(plan.id(), order.owed(raise, next, clock.instant()));
    return Optional.of(new Waiting(order.fileSystem().id() + ": EFS has no capacity for "
        + order.wanted() + "; " + next + " is asked for next", Failures.CAPACITY_PAUSE));
  }

  private String summary(MigrationPlan plan) {
    List<Obligation> open = obligations.open(plan.id());
    return open.isEmpty()
        ? "nothing raised"
        : "raised, to be lowered again: "
            + open.stream().map(LowerThroughput::inWords).toList();
  }
}
