package io.efsmigrator.stage;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.ThroughputMode;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Meets what {@link RaiseThroughput} owes: at once where EFS allows it, else it leaves the obligation
 * standing with its time and its price and does not hold up the migration for a day.
 *
 * <p>An obligation is met only when the lowered throughput was seen; after a crash it is looked at
 * again. It is also met where there is nothing to lower any more: the file system is gone, or another
 * hand has ended Provisioned mode.
 */
public final class LowerThroughput implements Stage {

  static final Duration POLL = Duration.ofSeconds(5);

  /** After a refusal that names no time: a day has passed by our clock, so EFS's is not far behind. */
  static final Duration A_LITTLE_LATER = Duration.ofMinutes(15);

  private final FileSystems fileSystems;
  private final Obligations obligations;
  private final Findings findings;
  private final Clock clock;

  public LowerThroughput(FileSystems fileSystems, Obligations obligations, Findings findings,
      Clock clock) {
    this.fileSystems = fileSystems;
    this.obligations = obligations;
    this.findings = findings;
    this.clock = clock;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      for (Obligation obligation : obligations.open(plan.id())) {
        Optional<StageOutcome> unfinished = meet(plan, obligation);
        if (unfinished.isPresent()) {
          return unfinished.get();
        }
      }
    } catch (EfsException e) {
      return Failures.of(e);
    }
    List<Obligation> left = obligations.open(plan.id());
    if (left.isEmpty()) {
      return new Completed("nothing is owed");
    }
    for (Obligation obligation : left) {
      findings.report(plan.id(), Finding.warn("throughput", "owed: " + inWords(obligation),
          "Run `migrator throughput restore` then."));
    }
    return new Completed("owed: " + left.stream().map(LowerThroughput::inWords).toList());
  }

  private Optional<StageOutcome> meet(MigrationPlan plan, Obligation obligation) {
    Optional<FileSystem> found = fileSystems.find(obligation.fileSystem());
    if (found.isEmpty()) {
      // What is gone costs nothing.
      obligations.met(plan.id(), obligation.fileSystem());
      return Optional.empty();
    }
    FileSystem fileSystem = found.get();
    return switch (fileSystem.state()) {
      case CREATING, UPDATING, UNKNOWN -> Optional
          .of(new Waiting(fileSystem.id() + " is " + fileSystem.state(), POLL));
      case DELETED -> {
        obligations.met(plan.id(), fileSystem.id());
        yield Optional.empty();
      }
      case DELETING, ERROR -> Optional.empty();
      case AVAILABLE -> {
        if (fileSystem.throughput().equals(obligation.lowerTo())
            || fileSystem.throughput().mode() != ThroughputMode.PROVISIONED) {
          obligations.met(plan.id(), fileSystem.id());
          yield Optional.empty();
        }
        yield clock.instant().isBefore(obligation.earliest())
            ? Optional.empty()
            : order(plan, obligation);
      }
    };
  }

  private Optional<StageOutcome> order(MigrationPlan plan, Obligation obligation) {
    try {
      fileSystems.setThroughput(obligation.fileSystem(), obligation.lowerTo());
      return Optional.of(new Waiting(
          obligation.fileSystem() + " changes to " + obligation.lowerTo(), POLL));
    } catch (EfsException e) {
      if (e.kind() != EfsException.Kind.TOO_EARLY) {
        throw e;
      }
      Instant later = e.allowedFrom().orElse(clock.instant().plus(A_LITTLE_LATER));
      obligations.owe(plan.id(), new Obligation(obligation.fileSystem(), obligation.raisedTo(),
          obligation.lowerTo(), later, obligation.usdPerDay()));
      return Optional.empty();
    }
  }

  static String inWords(Obligation obligation) {
    return obligation.fileSystem() + " to " + obligation.lowerTo() + " from "
        + obligation.earliest() + " on, " + obligation.usdPerDay() + " USD a day until then";
  }
}
