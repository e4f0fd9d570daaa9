package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;

/**
 * Points the Primary at the target and lets its writers go on: the end of the cutover window.
 *
 * <p>Refused without the proof of the final pass. After a crash the node's own endpoint says whether
 * it was switched; the writers are started again in any case.
 */
public final class SwitchPrimary implements Stage {

  private final SwitchNode switching;

  public SwitchPrimary(Nodes nodes, Cluster cluster, FileSystems fileSystems,
      CutoverRecord record) {
    this.switching = new SwitchNode(nodes, cluster, Route.toTarget(fileSystems, record));
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    return switching.primary(plan);
  }
}
