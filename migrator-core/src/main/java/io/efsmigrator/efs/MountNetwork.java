package io.efsmigrator.efs;

import java.util.Set;

/** The network that mount targets stand in; every failure is an {@link EfsException}. */
public interface MountNetwork {

  /**
   * The whole network of which that subnet is a part.
   *
   * @throws EfsException of kind NOT_FOUND if there is no such subnet
   */
  Vpc around(SubnetId subnet);

  /**
   * Replaces the security groups of a mount target that is available.
   *
   * @param groups 1 to {@link NewMountTarget#MAX_SECURITY_GROUPS}
   */
  void setSecurityGroups(MountTargetId mountTarget, Set<SecurityGroupId> groups);
}
