package io.efsmigrator.stage;

import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.MountNetwork;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Vpc;
import io.efsmigrator.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Is the file system that shall be adopted what the plan says, and who may reach the target? */
final class TargetChecks {

  private final FileSystems fileSystems;
  private final MountNetwork network;

  TargetChecks(FileSystems fileSystems, MountNetwork network) {
    this.fileSystems = fileSystems;
    this.network = network;
  }

  List<Finding> look(MigrationPlan plan, Optional<FileSystem> source) {
    if (source.isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    plan.target().origin().existing()
        .ifPresent(id -> findings.add(existing(plan, source.get(), id)));
    fileSystems.mountTargets(source.get().id()).stream()
        .filter(mountTarget -> switch (mountTarget.state()) {
          case AVAILABLE -> true;
          case CREATING, UPDATING, DELETING, DELETED, ERROR, UNKNOWN -> false;
        }).findFirst().ifPresent(any -> findings.add(groups(plan, any)));
    return findings;
  }

  private Finding existing(MigrationPlan plan, FileSystem source, FileSystemId id) {
    Optional<FileSystem> found = fileSystems.find(id);
    if (found.isEmpty()) {
      return Finding.block("target", "there is no file system " + id + " in " + plan.region(),
          "Correct target.file-system-id in the migration file, or leave it out.");
    }
    Optional<String> difference;
    try {
      difference = TargetMatch.difference(plan, TargetMatch.order(plan, source), found.get());
    } catch (IllegalArgumentException e) {
      difference = Optional.of("cannot be what the plan says: " + e.getMessage());
    }
    return difference
        .map(why -> Finding.block("target", id + " is named as the target but " + why,
            "Correct the migration file, or name another file system."))
        .orElseGet(() -> Finding.ok("target", id + " is as the plan says and will be adopted"));
  }

  private Finding groups(MigrationPlan plan, MountTarget ofSource) {
    Vpc vpc = network.around(ofSource.subnet());
    if (vpc.defaultGroup().isEmpty()) {
      return Finding.ok("security groups", vpc.id() + " has no default group");
    }
    SecurityGroupId unwanted = vpc.defaultGroup().get();
    TreeSet<SecurityGroupId> named = new TreeSet<>(plan.target().securityGroups().isEmpty()
        ? fileSystems.securityGroups(ofSource.id())
        : plan.target().securityGroups());
    if (!named.contains(unwanted)) {
      return Finding.ok("security groups", named + " are none of them the default of " + vpc.id());
    }
    String text = unwanted + " is the default group of " + vpc.id();
    return named.size() == 1
        ? Finding.block("security groups", text + ", and there is no other for the target",
            "Name the cluster's own groups in target.security-groups.")
        : Finding.warn("security groups", text + ": the target does not get it",
            "Make sure that the other groups let the nodes in.");
  }
}
