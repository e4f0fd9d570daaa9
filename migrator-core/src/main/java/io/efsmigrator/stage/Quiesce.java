package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pauses the writers on every node, the Primary last, so that its own pause is the shortest.
 *
 * <p>After a crash between two nodes the next call asks each node and pauses those still at work. It
 * may be run again at any later time: once the Primary uses the target there is nothing to pause,
 * and nothing is.
 */
public final class Quiesce implements Stage {

  private final Nodes nodes;
  private final Cluster cluster;
  private final TargetLookup targets;
  private final NodeGuard guard;

  public Quiesce(Nodes nodes, Cluster cluster, FileSystems fileSystems) {
    this.nodes = nodes;
    this.cluster = cluster;
    this.targets = new TargetLookup(fileSystems);
    this.guard = new NodeGuard(nodes);
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<DnsName> target = targets.find(plan)
          .map(fileSystem -> fileSystem.id().dnsName(plan.region()));
      if (target.isEmpty()) {
        return TargetLookup.missing(plan);
      }
      if (nodes.endpoint(plan.primary().name()).equals(target)) {
        return new Completed("the Primary uses the target already: nothing to pause");
      }
      List<Node> backupsFirst = new ArrayList<>(plan.backups());
      backupsFirst.add(plan.primary());
      return pauseAll(backupsFirst);
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }

  private StageOutcome pauseAll(List<Node> inOrder) {
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
