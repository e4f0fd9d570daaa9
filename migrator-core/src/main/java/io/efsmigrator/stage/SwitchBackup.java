package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import java.util.Optional;

/**
 * Points the Backup at the target; only once the Primary is there, as the guide insists.
 *
 * <p>After a crash the node's own endpoint says whether it was switched.
 */
public final class SwitchBackup implements Stage {

  private final Nodes nodes;
  private final TargetLookup targets;
  private final SwitchNode switching;

  public SwitchBackup(Nodes nodes, Cluster cluster, FileSystems fileSystems,
      CutoverRecord record) {
    this.nodes = nodes;
    this.targets = new TargetLookup(fileSystems);
    this.switching = new SwitchNode(nodes, cluster, fileSystems, record);
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<DnsName> target = targets.find(plan)
          .map(fileSystem -> fileSystem.id().dnsName(plan.region()));
      if (target.isEmpty()) {
        return TargetLookup.missing(plan);
      }
      if (!nodes.endpoint(plan.primary().name()).equals(target)) {
        return Blocked.refused("the Primary does not use the target: the Backup must not go first",
            "Find out who changed the Primary's endpoint, then restart.");
      }
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
    return switching.run(plan, plan.backups());
  }
}
