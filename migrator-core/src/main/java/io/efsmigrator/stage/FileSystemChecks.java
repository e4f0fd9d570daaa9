package io.efsmigrator.stage;

import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.NewMountTarget;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Can a target like the planned one stand beside the source? */
final class FileSystemChecks {

  private final FileSystems fileSystems;

  FileSystemChecks(FileSystems fileSystems) {
    this.fileSystems = fileSystems;
  }

  List<Finding> look(MigrationPlan plan, Optional<FileSystem> source) {
    if (source.isEmpty()) {
      return List.of(Finding.block("source",
          "there is no file system " + plan.id().source() + " in " + plan.region(),
          "Correct source.file-system or region in the migration file."));
    }
    FileSystem found = source.get();
    List<Finding> findings = new ArrayList<>();
    findings.add(found.state() == LifeCycleState.AVAILABLE
        ? Finding.ok("source", found.id() + " is available: " + found.performanceMode() + ", "
            + found.throughput() + ", " + found.encryption())
        : Finding.block("source", found.id() + " is " + found.state(),
            "Wait until it is available."));
    if (found.creationToken().equals(plan.id().creationToken())) {
      findings.add(Finding.block("source",
          found.id() + " was made by this very migration: source and target would be the same",
          "Name the file system that holds the data now."));
    }
    if (oneZone(plan, found) && plan.target().performanceMode() == PerformanceMode.MAX_IO) {
      findings.add(Finding.block("performance mode",
          "the target would be a One Zone file system, and those cannot have Max I/O",
          "Choose performance-mode generalPurpose, or zone regional."));
    }
    encryption(plan, found).ifPresent(findings::add);
    findings.addAll(mountTargets(plan, found));
    return findings;
  }

  /** Fixed at creation, so it is said before: a copy can lose its encryption only here. */
  private static Optional<Finding> encryption(MigrationPlan plan, FileSystem source) {
    Encryption wanted = TargetMatch.encryption(plan, source);
    return switch (source.encryption()) {
      case Encryption.Kms _ when wanted instanceof Encryption.None -> Optional.of(Finding.warn(
          "encryption", "the source is encrypted at rest, the target would not be",
          "Choose target.encryption as-source, or make sure that this is allowed."));
      case Encryption.None _ when wanted instanceof Encryption.Kms -> Optional.of(Finding.ok(
          "encryption", "the source is not encrypted at rest, the target will be"));
      case Encryption.Kms _,Encryption.None _ -> Optional.empty();
    };
  }

  private List<Finding> mountTargets(MigrationPlan plan, FileSystem source) {
    List<Finding> findings = new ArrayList<>();
    Set<AvailabilityZone> zones = new TreeSet<>();
    for (MountTarget mountTarget : fileSystems.mountTargets(source.id())) {
      if (mountTarget.state() == LifeCycleState.AVAILABLE) {
        zones.add(mountTarget.zone());
        if (plan.target().securityGroups().isEmpty()) {
          findings.add(groups(mountTarget));
        }
      }
    }
    if (zones.isEmpty()) {
      return List.of(Finding.block("mount targets",
          source.id() + " has no available mount target", "Repair the source first."));
    }
    findings.add(Finding.ok("mount targets", "the target gets one in each of " + zones));
    for (Node node : plan.nodes()) {
      if (!zones.contains(node.zone())) {
        findings.add(zoneWithout(plan, source, node));
      }
    }
    return findings;
  }

  private Finding groups(MountTarget mountTarget) {
    Set<SecurityGroupId> groups = fileSystems.securityGroups(mountTarget.id());
    return groups.isEmpty() || groups.size() > NewMountTarget.MAX_SECURITY_GROUPS
        ? Finding.block("security groups",
            mountTarget + " has " + groups.size() + " security groups to take over",
            "Name the target's security groups in the migration file.")
        : Finding.ok("security groups",
            "the target takes over " + new TreeSet<>(groups) + " in " + mountTarget.zone());
  }

  private static boolean oneZone(MigrationPlan plan, FileSystem source) {
    return plan.target().origin().placement().beside(source.oneZone()).isPresent();
  }

  private static Finding zoneWithout(MigrationPlan plan, FileSystem source, Node node) {
    String text = "node " + node.name() + " stands in " + node.zone()
        + ", where the source has no mount target";
    if (source.oneZone().isPresent() && !oneZone(plan, source)) {
      return Finding.ok("mount targets", text + "; the target gets one there");
    }
    return source.oneZone().isPresent()
        ? Finding.warn("mount targets", text + ": its traffic crosses zones, which is billed",
            "Nothing, if that is how it works today.")
        : Finding.block("mount targets", text,
            "Give the source a mount target there, or correct the node's availability-zone.");
  }
}
