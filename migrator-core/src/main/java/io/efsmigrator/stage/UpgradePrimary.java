package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.plan.MigrationPlan;
import java.util.List;

/** Upgrades the cluster components of the Primary; after a crash it re-attaches to the upgrade. */
public final class UpgradePrimary implements Stage {

  private final UpgradeNode upgrading;

  public UpgradePrimary(Nodes nodes, Cluster cluster) {
    this.upgrading = new UpgradeNode(nodes, cluster);
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    return upgrading.run(List.of(plan.primary()));
  }
}
