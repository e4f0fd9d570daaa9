package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import java.util.Optional;

/**
 * Asked right before every act on a node: is it still what the plan takes it for? Between two steps a
 * cluster may fail over, and then the Primary's command would reach the wrong node.
 */
final class NodeGuard {

  private final Nodes nodes;

  NodeGuard(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Why nothing may be done to that node, if so. */
  Optional<StageOutcome> refuse(Node node) {
    NodeRole role = nodes.role(node.name());
    if (role == node.role()) {
      return Optional.empty();
    }
    return Optional.of(Blocked.refused(
        "node " + node.name() + " should be the " + word(node.role()) + " and says it is "
            + (role == NodeRole.UNKNOWN ? "neither" : "the " + word(role)) + "; it uses "
            + nodes.endpoint(node.name()).map(DnsName::value)
                .orElse("a file system it does not tell")
            + ", its writers are " + word(nodes.writers(node.name())) + "; nothing was done to it",
        "Bring the cluster back to its roles, or correct them in the migration file; then restart."));
  }

  private static String word(WriterState writers) {
    return switch (writers) {
      case RUNNING -> "at work";
      case QUIESCED -> "paused";
      case UNKNOWN -> "perhaps at work";
    };
  }

  static String word(NodeRole role) {
    return switch (role) {
      case PRIMARY -> "Primary";
      case BACKUP -> "Backup";
      case UNKNOWN -> "unknown";
    };
  }
}
