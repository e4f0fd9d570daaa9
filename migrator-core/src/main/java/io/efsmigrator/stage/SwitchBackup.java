package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;

/**
 * Points the Backup at the target; only once the Primary is there, as the guide insists.
 *
 * <p>After a crash the node's own endpoint says whether it was switched.
 */
public final class SwitchBackup implements Stage {

  private final SwitchNode switching;

  public SwitchBackup(Nodes nodes, Cluster cluster, FileSystems fileSystems,
      CutoverRecord record) {
    this.switching = new SwitchNode(nodes, cluster, Route.toTarget(fileSystems, record));
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    return switching.backups(plan);
  }
}
