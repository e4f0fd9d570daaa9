package io.efsmigrator.plan;

import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.efs.ThroughputMode;
import java.util.Optional;
import java.util.Set;

/**
 * The file system to be made. Encryption and tags follow the source.
 *
 * @param name the Name tag; the guide wants it to tell the two apart
 * @param throughput what it has for good
 * @param securityGroups those of its mount targets; empty to take over the source's
 * @param raise Provisioned throughput on both file systems while copying, if any
 */
public record TargetSettings(String name, PerformanceMode performanceMode, Throughput throughput,
    Set<SecurityGroupId> securityGroups, Optional<RaisedThroughput> raise) {

  /** What the name contains unless the operator chose another. */
  public static final String NAME_MARK = "MaxIO";

  public TargetSettings {
    securityGroups = Set.copyOf(securityGroups);
    if (name.isBlank() || name.length() > 255) {
      throw new IllegalArgumentException("the target's name must have 1 to 255 characters");
    }
    if (performanceMode == PerformanceMode.MAX_IO
        && throughput.mode() == ThroughputMode.ELASTIC) {
      throw new IllegalArgumentException(
          "Max I/O does not go with Elastic throughput: choose bursting or provisioned");
    }
    if (securityGroups.size() > 5) {
      throw new IllegalArgumentException("a mount target has at most 5 security groups");
    }
  }

  /** As the guide: Max I/O, Bursting, the source's security groups, nothing raised. */
  public static TargetSettings ofGuide(String name) {
    return new TargetSettings(name, PerformanceMode.MAX_IO, Throughput.bursting(), Set.of(),
        Optional.empty());
  }
}
