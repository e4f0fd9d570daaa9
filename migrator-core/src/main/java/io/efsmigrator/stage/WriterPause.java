package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pauses the writers of nodes, and sees that they are. */
final class WriterPause {

  private final Nodes nodes;
  private final Cluster cluster;
  private final NodeGuard guard;

  WriterPause(Nodes nodes, Cluster cluster) {
    this.nodes = nodes;
    this.cluster = cluster;
    this.guard = new NodeGuard(nodes);
  }

  /** The Primary last, so that its own pause is the shortest. */
  static List<Node> primaryLast(MigrationPlan plan) {
    List<Node> nodes = new ArrayList<>(plan.backups());
    nodes.add(plan.primary());
    return nodes;
  }

  StageOutcome all(List<Node> inOrder) {
    // All roles first: if one is wrong, no node is touched.
    for (Node node : inOrder) {
      Optional<StageOutcome> refusal = guard.refuse(node);
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    String unseen = "";
    for (Node node : inOrder) {
      if (nodes.writers(node.name()) != WriterState.QUIESCED) {
        cluster.quiesce(node.name());
      }
      switch (nodes.writers(node.name())) {
        case QUIESCED -> {}
        // The command ended well and the comparison after the final pass would see a writer.
        case UNKNOWN -> unseen = "; not every node can tell, the final pass will prove it";
        case RUNNING -> {
          return Blocked.failed("the writers of node " + node.name() + " go on after their pause",
              "Stop them by hand, then restart; or start them again if you give up.");
        }
      }
    }
    return new Completed("writers paused on " + inOrder.size() + " nodes" + unseen);
  }
}
