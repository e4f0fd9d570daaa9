package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.NewMountTarget;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.plan.ClusterSettings.NameCheck;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives the target a mount target in every zone in which the source has one, in the same subnet, and
 * waits until all are available and the nodes can resolve the target's name.
 *
 * <p>EFS builds mount targets after the call that orders them has returned; a node that mounts too
 * early fails far from the cause. A zone takes one mount target only, so after a crash between two
 * orders the next call sees which are there and orders the rest.
 */
public final class AwaitMountTargets implements Stage {

  static final Duration POLL = Duration.ofSeconds(3);
  /** A new name may need a minute and a half to be known. */
  static final Duration NAME_POLL = Duration.ofSeconds(3);

  private final FileSystems fileSystems;
  private final TargetLookup targets;
  private final Nodes nodes;
  private final Findings findings;

  public AwaitMountTargets(FileSystems fileSystems, Nodes nodes, Findings findings) {
    this.fileSystems = fileSystems;
    this.targets = new TargetLookup(fileSystems);
    this.nodes = nodes;
    this.findings = findings;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<FileSystem> target = targets.find(plan);
      return target.isEmpty() ? TargetLookup.missing(plan) : bring(plan, target.get().id());
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }

  private StageOutcome bring(MigrationPlan plan, FileSystemId target) {
    // Start from the source's zones, not from the answer: an empty answer must not look like success.
    Map<AvailabilityZone, MountTarget> wanted = byZone(plan.id().source());
    if (wanted.isEmpty()) {
      return Blocked.failed("the source has no mount target to follow",
          "Check source.file-system in the migration file, then restart.");
    }
    Map<AvailabilityZone, MountTarget> found = byZone(target);
    List<AvailabilityZone> pending = new ArrayList<>();
    for (Map.Entry<AvailabilityZone, MountTarget> zone : wanted.entrySet()) {
      Set<SecurityGroupId> groups = groups(plan, zone.getValue());
      MountTarget there = found.get(zone.getKey());
      if (there == null) {
        fileSystems.createMountTarget(new NewMountTarget(target, zone.getValue().subnet(), groups));
        pending.add(zone.getKey());
        continue;
      }
      Optional<StageOutcome> trouble = trouble(there, groups);
      if (trouble.isPresent()) {
        return trouble.get();
      }
      switch (there.state()) {
        case CREATING, UPDATING, UNKNOWN -> pending.add(zone.getKey());
        case AVAILABLE, DELETING, DELETED, ERROR -> {} // Good, or answered by trouble().
      }
    }
    return pending.isEmpty()
        ? named(plan, target, wanted.size())
        : new Waiting("no available mount target yet in " + pending, POLL);
  }

  private Map<AvailabilityZone, MountTarget> byZone(FileSystemId fileSystem) {
    Map<AvailabilityZone, MountTarget> byZone = new TreeMap<>();
    for (MountTarget mountTarget : fileSystems.mountTargets(fileSystem)) {
      switch (mountTarget.state()) {
        case DELETED -> {} // As if it were not there: the zone is free.
        case CREATING, AVAILABLE, UPDATING, DELETING, ERROR, UNKNOWN -> byZone
            .put(mountTarget.zone(), mountTarget);
      }
    }
    return byZone;
  }

  private Set<SecurityGroupId> groups(MigrationPlan plan, MountTarget ofSource) {
    Set<SecurityGroupId> chosen = plan.target().securityGroups();
    return chosen.isEmpty() ? fileSystems.securityGroups(ofSource.id()) : chosen;
  }

  private Optional<StageOutcome> trouble(MountTarget there, Set<SecurityGroupId> groups) {
    return switch (there.state()) {
      case CREATING, UPDATING, UNKNOWN -> Optional.empty();
      case DELETING, DELETED, ERROR -> Optional.of(Blocked.failed(
          there + " cannot become available",
          "Delete this mount target in the console and wait until it is gone, then restart."));
      case AVAILABLE -> {
        Set<SecurityGroupId> actual = fileSystems.securityGroups(there.id());
        yield actual.equals(groups)
            ? Optional.empty()
            : Optional.of(Blocked.failed(
                there + " has security groups " + actual + ", wanted are " + groups,
                "Change its security groups in the console, or the plan's; then restart."));
      }
    };
  }

  private StageOutcome named(MigrationPlan plan, FileSystemId target, int zones) {
    DnsName name = target.dnsName(plan.region());
    String done = zones + " mount target" + (zones == 1 ? "" : "s") + " available for " + name;
    if (plan.cluster().nameCheck() == NameCheck.SKIPPED) {
      findings.report(plan.id(), Finding.warn("not checked",
          "whether the nodes can resolve " + name, "Make sure of it before the cutover."));
      return new Completed(done + "; its name was not checked from the nodes");
    }
    for (Node node : plan.nodes()) {
      if (!nodes.resolves(node.name(), name)) {
        return new Waiting("node " + node.name() + " cannot resolve " + name + " yet", NAME_POLL);
      }
    }
    return new Completed(done + ", resolved by every node");
  }
}
