package io.efsmigrator.efs;

import java.util.Set;

/** An order for a mount target. The address is left to EFS: a reused one breaks mounted clients. */
public record NewMountTarget(FileSystemId fileSystem, SubnetId subnet,
    Set<SecurityGroupId> securityGroups) {

  /** EFS takes five. */
  public static final int MAX_SECURITY_GROUPS = 5;

  public NewMountTarget {
    securityGroups = Set.copyOf(securityGroups);
    // Without one EFS would use the VPC's default group, which is what the guide removes.
    if (securityGroups.isEmpty() || securityGroups.size() > MAX_SECURITY_GROUPS) {
      throw new IllegalArgumentException(
          "a mount target needs 1 to " + MAX_SECURITY_GROUPS + " security groups");
    }
  }
}
