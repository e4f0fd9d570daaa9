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
import java.util.List;
import java.util.Optional;

/**
 * Buys Provisioned throughput for both file systems while the copy runs, if the plan asks for it.
 *
 * <p>What it costs is owed before it is ordered: a crash after the order must not leave a bill that
 * nobody knows of. A crash before it leaves an obligation that {@link LowerThroughput} finds met.
 */
public final class RaiseThroughput implements Stage {

  /** EFS allows the way down a day after the way up. */
  static final Duration DOWN_AFTER = Duration.ofHours(24);
  static final Duration POLL = Duration.ofSeconds(5);

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
      return raiseBoth(plan, raise, List.of(source.get(), target.get()));
    } catch (EfsException e) {
      return Failures.of(e);
    }
  }

  private StageOutcome raiseBoth(MigrationPlan plan, RaisedThroughput raise,
      List<FileSystem> both) {
    List<StageOutcome> unfinished = new ArrayList<>();
    List<FileSystem> refused = new ArrayList<>();
    // Both are ordered before either is waited for: they change side by side.
    for (FileSystem fileSystem : both) {
      bring(plan, raise, fileSystem, refused).ifPresent(unfinished::add);
    }
    if (!unfinished.isEmpty()) {
      return unfinished.getFirst();
    }
    for (FileSystem fileSystem : refused) {
      findings.report(plan.id(), Finding.warn("throughput",
          fileSystem.id() + " stays at " + fileSystem.throughput()
              + ": it was changed less than 24 hours ago",
          "Nothing; the copy takes longer."));
    }
    return new Completed(summary(plan));
  }

  private Optional<StageOutcome> bring(MigrationPlan plan, RaisedThroughput raise,
      FileSystem fileSystem, List<FileSystem> refused) {
    return switch (fileSystem.state()) {
      case CREATING, UPDATING, UNKNOWN -> Optional
          .of(new Waiting(fileSystem.id() + " is " + fileSystem.state(), POLL));
      case DELETING, DELETED, ERROR -> Optional.of(
          Blocked.failed(fileSystem.id() + " is " + fileSystem.state(),
              "Find out who deletes it; do not restart before."));
      case AVAILABLE -> isEnough(fileSystem.throughput(), raise)
          ? Optional.empty()
          : order(plan, raise, fileSystem, refused);
    };
  }

  private static boolean isEnough(Throughput now, RaisedThroughput raise) {
    // Elastic has no amount to raise: it takes what it needs, and is paid by use.
    return now.mode() == ThroughputMode.ELASTIC
        || (now.mode() == ThroughputMode.PROVISIONED && now.provisionedMibps() >= raise.mibps());
  }

  private Optional<StageOutcome> order(MigrationPlan plan, RaisedThroughput raise,
      FileSystem fileSystem, List<FileSystem> refused) {
    Throughput before = obligations.open(plan.id()).stream()
        .filter(open -> open.fileSystem().equals(fileSystem.id())).map(Obligation::lowerTo)
        .findFirst().orElse(fileSystem.throughput());
    Instant now = clock.instant();
    obligations.owe(plan.id(), new Obligation(fileSystem.id(), raise.throughput(), before,
        now.plus(DOWN_AFTER), raise.usdPerDay()));
    try {
      fileSystems.setThroughput(fileSystem.id(), raise.throughput());
      return Optional.of(new Waiting(fileSystem.id() + " changes to " + raise.throughput(), POLL));
    } catch (EfsException e) {
      if (e.kind() != EfsException.Kind.TOO_EARLY) {
        throw e;
      }
      // Refused, so nothing was bought. The copy is slower without it, not wrong.
      obligations.met(plan.id(), fileSystem.id());
      refused.add(fileSystem);
      return Optional.empty();
    }
  }

  private String summary(MigrationPlan plan) {
    List<Obligation> open = obligations.open(plan.id());
    return open.isEmpty()
        ? "nothing raised"
        : "raised, to be lowered again: "
            + open.stream().map(LowerThroughput::inWords).toList();
  }
}
