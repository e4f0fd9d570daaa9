package io.efsmigrator.stage;

import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.MountNetwork;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.NewMountTarget;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Subnet;
import io.efsmigrator.efs.SubnetId;
import io.efsmigrator.efs.Vpc;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One look at the mount targets that the target needs, with the orders for those it has not.
 *
 * <p>The source's own subnet is taken as long as it has an address left, because the nodes are known
 * to reach it; then the zone's other subnets of the same VPC, the emptiest first.
 */
final class MountTargetOrders {

  /** So often the order of a target in {@code creating} is repeated: AWS's advice for a stuck one. */
  static final Duration REPEAT = Duration.ofMinutes(1);
  /** So many subnets of a zone are tried in one look. */
  private static final int MAX_SUBNETS = 16;

  private final MigrationPlan plan;
  private final FileSystem target;
  private final FileSystems fileSystems;
  private final MountNetwork network;
  private final Clock clock;
  private final Set<AvailabilityZone> zones = new TreeSet<>();

  MountTargetOrders(MigrationPlan plan, FileSystem target, FileSystems fileSystems,
      MountNetwork network, Clock clock) {
    this.plan = plan;
    this.target = target;
    this.fileSystems = fileSystems;
    this.network = network;
    this.clock = clock;
  }

  /** How many zones get one; known once {@link #bring} was called. */
  int zones() {
    return zones.size();
  }

  /** What is still to be waited for or in the way; empty once all are available. */
  Optional<StageOutcome> bring() {
    // Start from the source's zones, not from the answer: an empty answer must not look like success.
    Map<AvailabilityZone, MountTarget> ofSource = byZone(plan.id().source());
    if (ofSource.isEmpty()) {
      return Optional.of(Blocked.failed("the source has no mount target to follow",
          "Check source.file-system in the migration file, then restart."));
    }
    MountTarget any = ofSource.values().iterator().next();
    Vpc vpc = network.around(any.subnet());
    if (target.oneZone().isPresent()) {
      zones.add(target.oneZone().get());
    } else {
      zones.addAll(ofSource.keySet());
      // A source in one zone serves the others from there; a Regional target is mounted in each.
      plan.nodes().stream().map(Node::zone).forEach(zones::add);
    }
    Map<AvailabilityZone, MountTarget> found = byZone(target.id());
    List<AvailabilityZone> pending = new ArrayList<>();
    for (AvailabilityZone zone : zones) {
      MountTarget model = ofSource.getOrDefault(zone, any);
      Optional<StageOutcome> trouble = bring(zone, model, vpc, Optional.ofNullable(found.get(zone)),
          pending);
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return pending.isEmpty()
        ? Optional.empty()
        : Optional.of(new Waiting("no available mount target yet in " + pending,
            AwaitMountTargets.POLL));
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

  private Optional<StageOutcome> bring(AvailabilityZone zone, MountTarget model, Vpc vpc,
      Optional<MountTarget> found, List<AvailabilityZone> pending) {
    Set<SecurityGroupId> groups = MountTargetGroups.wanted(plan, vpc, () -> fileSystems
        .securityGroups(model.id()));
    if (groups.isEmpty()) {
      return Optional.of(MountTargetGroups.onlyDefault(vpc));
    }
    if (found.isEmpty()) {
      pending.add(zone);
      return order(zone, model.subnet(), vpc, groups);
    }
    MountTarget there = found.get();
    if (!vpc.holds(there.subnet())) {
      return Optional.of(Blocked.failed(there + " stands in another VPC than the source's",
          "Delete this mount target in the console, or name another target; then restart."));
    }
    return switch (there.state()) {
      case CREATING -> {
        pending.add(zone);
        repeat(there, groups);
        yield Optional.empty();
      }
      case UPDATING, UNKNOWN -> {
        pending.add(zone);
        yield Optional.empty();
      }
      case DELETING, DELETED, ERROR -> Optional.of(Blocked.failed(
          there + " cannot become available",
          "Delete this mount target in the console and wait until it is gone, then restart."));
      case AVAILABLE -> {
        if (!fileSystems.securityGroups(there.id()).equals(groups)) {
          network.setSecurityGroups(there.id(), groups);
          // Pending although it is available: the next look reads the groups back.
          pending.add(zone);
        }
        yield Optional.empty();
      }
    };
  }

  private Optional<StageOutcome> order(AvailabilityZone zone, SubnetId ofSource, Vpc vpc,
      Set<SecurityGroupId> groups) {
    List<SubnetId> inOrder = new ArrayList<>(
        vpc.withRoom(zone).stream().map(Subnet::id).toList());
    if (inOrder.remove(ofSource)) {
      inOrder.addFirst(ofSource);
    }
    for (SubnetId subnet : inOrder.subList(0, Math.min(MAX_SUBNETS, inOrder.size()))) {
      try {
        fileSystems.createMountTarget(new NewMountTarget(target.id(), subnet, groups));
        return Optional.empty();
      } catch (EfsException e) {
        if (e.kind() != EfsException.Kind.NO_FREE_ADDRESS) {
          throw e;
        }
        // Its last address was taken meanwhile: the zone's next subnet.
      }
    }
    return Optional.of(Blocked.failed(
        "no subnet of " + vpc.id() + " in " + zone + " has a free address"
            + (inOrder.isEmpty() ? "" : "; asked were " + inOrder),
        "Free an address or add a subnet in that zone, then restart."));
  }

  /**
   * Orders a target again that is being made: EFS makes no second one in a zone, it only tries again.
   * In the first seconds of a minute by the clock, because nothing here remembers since when it is
   * waited for: two looks long, so that one which takes its time does not skip the minute.
   */
  private void repeat(MountTarget there, Set<SecurityGroupId> groups) {
    long second = Math.floorMod(clock.instant().getEpochSecond(), REPEAT.toSeconds());
    if (second >= 2 * AwaitMountTargets.POLL.toSeconds()) {
      return;
    }
    try {
      fileSystems.createMountTarget(new NewMountTarget(target.id(), there.subnet(), groups));
    } catch (EfsException e) {
      switch (e.kind().reaction()) {
        // As expected: it is there. Or the moment is wrong; the look goes on either way.
        case LOOK_NOW, LOOK_AGAIN_LATER -> {}
        case OWE, GIVE_UP -> throw e;
      }
    }
  }
}
