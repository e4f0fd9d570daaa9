package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.plan.MigrationPlan;

/**
 * Pauses the writers on every node, the Primary last, so that the last reverse pass can be proved.
 *
 * <p>After a crash the next call asks each node and pauses those still at work. Once the Primary is
 * back on the source nothing is paused any more.
 */
public final class QuiesceForReturn implements Stage {

  private final Nodes nodes;
  private final WriterPause pause;
  private final RollbackRecord record;

  public QuiesceForReturn(Nodes nodes, Cluster cluster, RollbackRecord record) {
    this.nodes = nodes;
    this.pause = new WriterPause(nodes, cluster);
    this.record = record;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      return ReverseState.of(plan, nodes, record).end()
          .orElseGet(() -> pause.all(WriterPause.primaryLast(plan)));
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }
}
