package io.efsmigrator.efs;

/** The address of a file system in one Availability Zone; there is at most one in each. */
public record MountTarget(MountTargetId id, FileSystemId fileSystem, SubnetId subnet,
    AvailabilityZone zone, LifeCycleState state, String ipAddress) {

  @Override
  public String toString() {
    return "mount target " + id + " of " + fileSystem + " in " + zone + " (" + state + ")";
  }
}
