package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.Optional;

/**
 * Puts the cluster back to Normal, once every node uses the target and is healthy.
 *
 * <p>The guide's command changes nothing on a cluster that is Normal already, so after a crash it is
 * simply given again.
 */
public final class SetNormal implements Stage {

  static final Duration POLL = Duration.ofSeconds(3);

  private final Nodes nodes;
  private final Cluster cluster;
  private final TargetLookup targets;

  public SetNormal(Nodes nodes, Cluster cluster, FileSystems fileSystems) {
    this.nodes = nodes;
    this.cluster = cluster;
    this.targets = new TargetLookup(fileSystems);
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<DnsName> target = targets.find(plan)
          .map(fileSystem -> fileSystem.id().dnsName(plan.region()));
      if (target.isEmpty()) {
        return TargetLookup.missing(plan);
      }
      for (Node node : plan.nodes()) {
        if (!nodes.endpoint(node.name()).equals(target)) {
          return Blocked.refused("node " + node.name() + " does not use the target",
              "Find out who changed its endpoint, then restart.");
        }
      }
      Optional<StageOutcome> before = notHealthy(plan);
      if (before.isPresent()) {
        return before.get();
      }
      cluster.setNormal(plan.primary().name());
      return notHealthy(plan)
          .orElseGet(() -> new Completed("the cluster is Normal, every node healthy on "
              + target.get()));
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }

  private Optional<StageOutcome> notHealthy(MigrationPlan plan) {
    for (Node node : plan.nodes()) {
      switch (nodes.health(node.name())) {
        case NodeHealth.Healthy() -> {}
        case NodeHealth.Unclear(var evidence) -> {
          return Optional
              .of(new Waiting("node " + node.name() + " is not healthy yet: " + evidence, POLL));
        }
        case NodeHealth.Broken(var evidence) -> {
          return Optional.of(Blocked.failed(
              "the agent of node " + node.name() + " reports: " + evidence,
              "Put the node right, then restart; the data is complete on the target."));
        }
      }
    }
    return Optional.empty();
  }
}
