package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.JobProgress;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Upgrades nodes one after the other by a detached command.
 *
 * <p>The cluster finds a started upgrade again by its record, so after a crash the next call looks how
 * the running one goes. A lost upgrade is reported and never taken for success.
 */
final class UpgradeNode {

  static final Duration POLL = Duration.ofSeconds(3);

  private final Cluster cluster;
  private final NodeGuard guard;

  UpgradeNode(Nodes nodes, Cluster cluster) {
    this.cluster = cluster;
    this.guard = new NodeGuard(nodes);
  }

  StageOutcome run(List<Node> inOrder) {
    try {
      for (Node node : inOrder) {
        Optional<StageOutcome> unfinished = bring(node);
        if (unfinished.isPresent()) {
          return unfinished.get();
        }
      }
      return new Completed(
          "upgraded " + inOrder.stream().map(node -> node.name().value()).toList());
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }

  private Optional<StageOutcome> bring(Node node) {
    Optional<StageOutcome> refusal = guard.refuse(node);
    if (refusal.isPresent()) {
      return refusal;
    }
    return switch (cluster.upgrade(node.name())) {
      case JobProgress.Running(var lastLine) -> Optional.of(new Waiting(
          "node " + node.name() + " is upgrading"
              + (lastLine.isBlank() ? "" : ": " + lastLine),
          POLL));
      case JobProgress.Exited(var exitCode, var tail) -> exitCode == 0
          ? Optional.empty()
          : Optional.of(Blocked.failed(
              "the upgrade of node " + node.name() + " failed with exit code " + exitCode
                  + (tail.isBlank() ? "" : ": " + tail),
              "Put right what it reports; a restart runs the upgrade again."));
      case JobProgress.Lost(var reason) -> Optional.of(Blocked.failed(
          "the upgrade of node " + node.name() + " was lost: " + reason,
          "Look at the node; a restart runs the upgrade again."));
    };
  }
}
