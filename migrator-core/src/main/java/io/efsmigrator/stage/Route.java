package io.efsmigrator.stage;

import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import java.util.Optional;

/** Where nodes are led: by the guide to the target, by a rollback back to the source. */
sealed interface Route {

  /**
   * Nodes may be led.
   *
   * @param from the only file system they may be taken from; empty if none may be switched any more
   * @param goal what the other one is to this migration, in a word
   */
  record Open(Optional<DnsName> from, DnsName to, String goal) implements Route {}

  /** No node may be switched now. */
  record Closed(StageOutcome why) implements Route {}

  /** Asked again before every act. */
  @FunctionalInterface
  interface Finder {
    Route find(MigrationPlan plan);
  }

  /** From the source to the target, once the final pass is proved. */
  static Finder toTarget(FileSystems fileSystems, CutoverRecord record) {
    TargetLookup targets = new TargetLookup(fileSystems);
    return plan -> {
      if (record.finalPassProof(plan.id()).isEmpty()) {
        return new Closed(
            Blocked.refused("the final pass is not proved: the target may lack data",
                "Restart the migration; it does the final pass again."));
      }
      Optional<FileSystem> target = targets.find(plan);
      return target.isEmpty()
          ? new Closed(TargetLookup.missing(plan))
          : new Open(Optional.of(source(plan)), target.get().id().dnsName(plan.region()),
              "target");
    };
  }

  /** Back from the target, once what was written there is proved to be on the source. */
  static Finder toSource(RollbackRecord record) {
    return plan -> record.begun(plan.id()).map(begun -> switch (begun.reverse()) {
      case NEEDED -> proved(plan, record, Optional.of(begun.target().dnsName(plan.region())));
      // Nothing was brought back, so a node that uses the target by now must not leave it so.
      case COMPARED -> proved(plan, record, Optional.empty());
      case NEEDLESS -> new Open(Optional.empty(), source(plan), "source");
    }).orElseGet(() -> new Closed(ReverseState.notBegun()));
  }

  private static Route proved(MigrationPlan plan, RollbackRecord record, Optional<DnsName> from) {
    return record.reverseProof(plan.id()).isPresent()
        ? new Open(from, source(plan), "source")
        : new Closed(Blocked.refused(
            "the last reverse pass is not proved: the source may lack recordings",
            "Restart the rollback; it does that pass again."));
  }

  private static DnsName source(MigrationPlan plan) {
    return plan.id().source().dnsName(plan.region());
  }
}
