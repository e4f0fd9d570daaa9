package io.efsmigrator.plan;

import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.efs.ThroughputMode;
import java.util.Optional;
import java.util.Set;

/**
 * The file system to be made, or the empty one to be adopted.
 *
 * @param name the Name tag; the guide wants it to tell the two apart
 * @param throughput what it has for good
 * @param securityGroups those of its mount targets; empty to take over the source's
 * @param raise Provisioned throughput on both file systems while copying, if any
 * @param origin what cannot be changed later, and where it comes from
 * @param carryOver what it takes over from the source
 */
public record TargetSettings(String name, PerformanceMode performanceMode, Throughput throughput,
    Set<SecurityGroupId> securityGroups, Optional<RaisedThroughput> raise, Origin origin,
    CarryOver carryOver) {

  /**
   * Where the target comes from.
   *
   * @param existing an empty file system to adopt; empty to create one
   * @param encryption empty for the source's
   */
  public record Origin(Optional<FileSystemId> existing, Optional<Encryption> encryption,
      Placement placement) {

    /** Created, encrypted and placed as the source. */
    public static final Origin AS_SOURCE = new Origin(Optional.empty(), Optional.empty(),
        new Placement.AsSource());
  }

  /** What the name contains unless the operator chose another. */
  public static final String NAME_MARK = "MaxIO";

  public TargetSettings {
    securityGroups = Set.copyOf(securityGroups);
    if (name.isBlank() || name.length() > 255) {
      throw new IllegalArgumentException("the target's name must have 1 to 255 characters");
    }
    if (performanceMode == PerformanceMode.MAX_IO) {
      if (throughput.mode() == ThroughputMode.ELASTIC) {
        throw new IllegalArgumentException(
            "Max I/O does not go with Elastic throughput: choose bursting or provisioned");
      }
      if (origin.placement() instanceof Placement.OneZone) {
        throw new IllegalArgumentException(
            "Max I/O does not exist on One Zone file systems: choose generalPurpose or regional");
      }
    }
    if (securityGroups.size() > 5) {
      throw new IllegalArgumentException("a mount target has at most 5 security groups");
    }
  }

  /** Created and filled as the source, everything carried over. */
  public TargetSettings(String name, PerformanceMode performanceMode, Throughput throughput,
      Set<SecurityGroupId> securityGroups, Optional<RaisedThroughput> raise) {
    this(name, performanceMode, throughput, securityGroups, raise, Origin.AS_SOURCE,
        CarryOver.ALL);
  }

  /** As the guide: Max I/O, Bursting, the source's security groups, nothing raised. */
  public static TargetSettings ofGuide(String name) {
    return new TargetSettings(name, PerformanceMode.MAX_IO, Throughput.bursting(), Set.of(),
        Optional.empty());
  }
}
