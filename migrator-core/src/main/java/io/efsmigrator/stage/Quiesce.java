package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Completed;
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
  private final TargetLookup targets;
  private final WriterPause pause;

  public Quiesce(Nodes nodes, Cluster cluster, FileSystems fileSystems) {
    this.nodes = nodes;
    this.targets = new TargetLookup(fileSystems);
    this.pause = new WriterPause(nodes, cluster);
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
      return pause.all(WriterPause.primaryLast(plan));
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }
}
