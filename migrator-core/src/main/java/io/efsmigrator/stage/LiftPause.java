package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.List;
import java.util.Optional;

/**
 * Lets the writers go on where they were, on the source: the way out of a cutover that takes too
 * long.
 *
 * <p>Only as long as every node is surely on the source; a node on the target would record where the
 * others do not look. After a crash the writers are paused on some nodes or on all, which
 * {@code status} says, and the next run pauses the others again and goes on with the cutover.
 */
public final class LiftPause implements Stage {

  private final Nodes nodes;
  private final Cluster cluster;
  private final NodeGuard guard;

  public LiftPause(Nodes nodes, Cluster cluster) {
    this.nodes = nodes;
    this.cluster = cluster;
    this.guard = new NodeGuard(nodes);
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<DnsName> source = Optional.of(plan.id().source().dnsName(plan.region()));
      // The Primary first: it is the one that misses calls.
      List<Node> inOrder = WriterPause.primaryLast(plan).reversed();
      for (Node node : inOrder) {
        Optional<StageOutcome> refusal = guard.refuse(node);
        if (refusal.isPresent()) {
          return refusal.get();
        }
        if (!nodes.endpoint(node.name()).equals(source)) {
          return Blocked.refused("node " + node.name() + " does not use the source",
              "Find out who changed its endpoint, then restart.");
        }
      }
      for (Node node : inOrder) {
        if (nodes.writers(node.name()) != WriterState.RUNNING) {
          cluster.resume(node.name());
        }
        if (nodes.writers(node.name()) == WriterState.QUIESCED) {
          return Blocked.failed("the writers of node " + node.name() + " do not start",
              "Start them by hand.");
        }
      }
      return new Completed("writers at work on the source");
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }
}
