package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.plan.MigrationPlan;

/**
 * Points nodes at the source again, the Primary first, and lets their writers go on.
 *
 * <p>Refused without the proof of the last reverse pass, if one was needed. A node that never left the
 * source is only put back to work. After a crash each node's own endpoint says whether it has returned.
 */
public final class ReturnNodes implements Stage {

  /** Which nodes. */
  public enum Part {
    PRIMARY, BACKUPS
  }

  private final Part part;
  private final SwitchNode switching;

  public ReturnNodes(Part part, Nodes nodes, Cluster cluster, RollbackRecord record) {
    this.part = part;
    this.switching = new SwitchNode(nodes, cluster, Route.toSource(record));
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    return switch (part) {
      case PRIMARY -> switching.primary(plan);
      case BACKUPS -> switching.backups(plan);
    };
  }
}
