package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.MountNetwork;
import io.efsmigrator.plan.ClusterSettings.NameCheck;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives the target a mount target in every zone in which the source has one, and waits until all are
 * available and every node can resolve the target's name and reach its port.
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
  private final MountNetwork network;
  private final TargetLookup targets;
  private final Nodes nodes;
  private final Findings findings;
  private final Clock clock;

  public AwaitMountTargets(FileSystems fileSystems, MountNetwork network, Nodes nodes,
      Findings findings, Clock clock) {
    this.fileSystems = fileSystems;
    this.network = network;
    this.targets = new TargetLookup(fileSystems);
    this.nodes = nodes;
    this.findings = findings;
    this.clock = clock;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<FileSystem> target = targets.find(plan);
      if (target.isEmpty()) {
        return TargetLookup.missing(plan);
      }
      MountTargetOrders orders = new MountTargetOrders(plan, target.get(), fileSystems, network,
          clock);
      Optional<StageOutcome> unfinished = orders.bring();
      return unfinished.isPresent() ? unfinished.get() : seen(plan, target.get(), orders.zones());
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }

  private StageOutcome seen(MigrationPlan plan, FileSystem target, int zones) {
    DnsName name = target.id().dnsName(plan.region());
    String done = zones + " mount target" + (zones == 1 ? "" : "s") + " available for " + name;
    if (plan.cluster().nameCheck() == NameCheck.SKIPPED) {
      findings.report(plan.id(), Finding.warn("not checked",
          "whether the nodes can resolve and reach " + name,
          "Make sure of it before the cutover."));
      return new Completed(done + "; neither name nor port was checked from the nodes");
    }
    for (Node node : plan.nodes()) {
      if (!nodes.resolves(node.name(), name)) {
        return new Waiting("node " + node.name() + " cannot resolve " + name
            + " yet (DNS support and DNS hostnames must be on in the VPC)", NAME_POLL);
      }
      if (!nodes.reaches(node.name(), name)) {
        return new Waiting("node " + node.name() + " cannot reach TCP port 2049 of " + name
            + " (the security groups of the mount targets must let it in)", NAME_POLL);
      }
    }
    return new Completed(done + ", resolved and reached by every node");
  }
}
