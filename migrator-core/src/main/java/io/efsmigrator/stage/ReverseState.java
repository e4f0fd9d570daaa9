package io.efsmigrator.stage;

import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.RollbackRecord.Begun;
import io.efsmigrator.stage.RollbackRecord.Progress;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.Optional;

/**
 * Whether there is still something to bring back to the source: asked of history and Primary before
 * each step that writes there or pauses somebody, because to copy over a source that the Primary
 * works on would be the end of what it has recorded.
 */
public enum ReverseState {
  /** No rollback has begun. */
  NOT_BEGUN,
  /** There never was: no node was ever told to use the target. */
  NEEDLESS,
  /** The Primary uses the target: what it writes may be there only. */
  AHEAD,
  /** The Primary uses the source, and may have used the target before: to be compared, not copied. */
  TO_COMPARE,
  /** The Primary uses something else than it should by now: somebody else has switched it. */
  ASTRAY,
  /** All was proved to be on the source, and the Primary uses that. */
  DONE;

  /**
   * Asks.
   *
   * <p>A proof alone is not the end: between it and the switch the run may have died and somebody may
   * have started the writers again. Only a Primary that names the source adds nothing more to the
   * target. And for that Primary a proof counts also if it is stale by now: it is back.
   */
  public static ReverseState of(MigrationPlan plan, Nodes nodes, RollbackRecord record) {
    return of(plan, nodes, record, record.begun(plan.id()));
  }

  /** The same for a rollback that would begin so. */
  static ReverseState of(MigrationPlan plan, Nodes nodes, RollbackRecord record,
      Optional<Begun> begun) {
    return begun.isEmpty() ? NOT_BEGUN : switch (begun.get().reverse()) {
      case NEEDLESS -> NEEDLESS;
      case NEEDED -> {
        Optional<DnsName> uses = nodes.endpoint(plan.primary().name());
        Progress farthest = record.farthest(plan.id());
        if (uses.equals(Optional.of(begun.get().target().dnsName(plan.region())))) {
          // Once it was back, what it wrote to the source must not be copied over.
          yield farthest == Progress.RETURNED ? ASTRAY : AHEAD;
        }
        yield isSource(plan, uses) && farthest != Progress.NOT_PROVED ? DONE : ASTRAY;
      }
      case COMPARED -> {
        if (!isSource(plan, nodes.endpoint(plan.primary().name()))) {
          yield ASTRAY;
        }
        yield record.farthest(plan.id()) == Progress.NOT_PROVED ? TO_COMPARE : DONE;
      }
    };
  }

  /** How a stage that is only for bringing something back ends at once; empty if it has work. */
  Optional<StageOutcome> end() {
    return switch (this) {
      case NOT_BEGUN -> Optional.of(notBegun());
      case NEEDLESS -> Optional.of(new Completed("not needed: no node ever used the target"));
      case DONE -> Optional.of(new Completed("the Primary is back on the source already"));
      case ASTRAY -> Optional.of(Blocked.refused(
          "somebody else has switched the Primary, or it does not tell what it uses; what was"
              + " written since is on one side only",
          "Save what is only on one side, and point it at the file system that `migrator history"
              + " --steps` shows last; then restart."));
      case AHEAD, TO_COMPARE -> Optional.empty();
    };
  }

  static StageOutcome notBegun() {
    return Blocked.refused("no rollback has begun", "Begin it with `migrator rollback`.");
  }

  private static boolean isSource(MigrationPlan plan, Optional<DnsName> uses) {
    return uses.equals(Optional.of(plan.id().source().dnsName(plan.region())));
  }
}
