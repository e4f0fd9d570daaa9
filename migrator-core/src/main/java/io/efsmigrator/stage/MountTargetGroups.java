package io.efsmigrator.stage;

import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Vpc;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Which security groups a mount target of the target gets: the plan's, else those of the source's
 * mount target. Never the VPC's default group, which is what the guide has the operator delete.
 */
final class MountTargetGroups {

  private MountTargetGroups() {}

  /** Empty if there is nothing but the default group. */
  static Set<SecurityGroupId> wanted(MigrationPlan plan, Vpc vpc,
      Supplier<Set<SecurityGroupId>> ofSource) {
    Set<SecurityGroupId> chosen = plan.target().securityGroups();
    Set<SecurityGroupId> wanted = new TreeSet<>(chosen.isEmpty() ? ofSource.get() : chosen);
    vpc.defaultGroup().ifPresent(wanted::remove);
    return wanted;
  }

  static StageOutcome onlyDefault(Vpc vpc) {
    return Blocked.refused("the only security group for the mount targets is the default one of "
        + vpc.id(), "Name the cluster's own groups in target.security-groups.");
  }
}
