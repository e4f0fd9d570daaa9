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
import java.util.function.Function;

/**
 * Puts the cluster back to Normal, once every node uses the target (or, after a rollback, the source)
 * and is healthy.
 *
 * <p>The guide's command changes nothing on a cluster that is Normal already, so after a crash it is
 * simply given again.
 */
public final class SetNormal implements Stage {

  static final Duration POLL = Duration.ofSeconds(3);

  private final Nodes nodes;
  private final Cluster cluster;
  private final Home home;
  private final NodeGuard guard;

  /**
   * Where every node has to be by now.
   *
   * @param endpoint empty if that file system is gone
   * @param word what it is to the migration
   */
  private record Home(Function<MigrationPlan, Optional<DnsName>> endpoint, String word) {}

  private SetNormal(Nodes nodes, Cluster cluster, Home home) {
    this.nodes = nodes;
    this.cluster = cluster;
    this.home = home;
    this.guard = new NodeGuard(nodes);
  }

  /** The end of the guide: on the target. */
  public static SetNormal onTarget(Nodes nodes, Cluster cluster, FileSystems fileSystems) {
    TargetLookup targets = new TargetLookup(fileSystems);
    return new SetNormal(nodes, cluster, new Home(plan -> targets.find(plan)
        .map(fileSystem -> fileSystem.id().dnsName(plan.region())), "target"));
  }

  /** The end of a rollback: on the source. */
  public static SetNormal onSource(Nodes nodes, Cluster cluster) {
    return new SetNormal(nodes, cluster,
        new Home(plan -> Optional.of(plan.id().source().dnsName(plan.region())), "source"));
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<DnsName> endpoint = home.endpoint().apply(plan);
      if (endpoint.isEmpty()) {
        return TargetLookup.missing(plan);
      }
      for (Node node : plan.nodes()) {
        Optional<StageOutcome> refusal = guard.refuse(node);
        if (refusal.isPresent()) {
          return refusal.get();
        }
        if (!nodes.endpoint(node.name()).equals(endpoint)) {
          return Blocked.refused("node " + node.name() + " does not use the " + home.word(),
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
              + endpoint.get()));
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
              "Put the node right, then restart; the data is complete on the " + home.word()
                  + "."));
        }
      }
    }
    return Optional.empty();
  }
}
