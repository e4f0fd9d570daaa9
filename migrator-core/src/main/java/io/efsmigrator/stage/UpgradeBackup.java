package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.plan.MigrationPlan;

/** Upgrades the cluster components of the Backup; after a crash it re-attaches to the upgrade. */
public final class UpgradeBackup implements Stage {

  private final UpgradeNode upgrading;

  public UpgradeBackup(Nodes nodes, Cluster cluster) {
    this.upgrading = new UpgradeNode(nodes, cluster);
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    return upgrading.run(plan.backups());
  }
}
