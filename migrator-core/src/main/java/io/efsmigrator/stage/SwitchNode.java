package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Points nodes at the file system they are led to, answering no to the data question, and brings them
 * back to work.
 *
 * <p>The endpoint is looked at first and read back after, so a crash before, in or after the command
 * ends in the same state: a node that names the goal is not switched again, one that names neither
 * file system is left alone.
 */
final class SwitchNode {

  static final Duration POLL = Duration.ofSeconds(3);

  private final Nodes nodes;
  private final Cluster cluster;
  private final Route.Finder routes;
  private final NodeGuard guard;

  SwitchNode(Nodes nodes, Cluster cluster, Route.Finder routes) {
    this.nodes = nodes;
    this.cluster = cluster;
    this.routes = routes;
    this.guard = new NodeGuard(nodes);
  }

  /** The Primary goes first. */
  StageOutcome primary(MigrationPlan plan) {
    return lead(plan, List.of(plan.primary()));
  }

  /** The others follow, as the guide insists. */
  StageOutcome backups(MigrationPlan plan) {
    return lead(plan, plan.backups());
  }

  private StageOutcome lead(MigrationPlan plan, List<Node> inOrder) {
    try {
      return switch (routes.find(plan)) {
        case Route.Closed(StageOutcome why) -> why;
        case Route.Open route -> inOrder.contains(plan.primary())
            || nodes.endpoint(plan.primary().name()).equals(Optional.of(route.to()))
                ? along(route, inOrder)
                : Blocked.refused("the Primary does not use the " + route.goal()
                    + ": the Backup must not go first",
                    "Find out who changed the Primary's endpoint, then restart.");
      };
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }

  private StageOutcome along(Route.Open route, List<Node> inOrder) {
    for (Node node : inOrder) {
      Optional<StageOutcome> unfinished = bring(node, route);
      if (unfinished.isPresent()) {
        return unfinished.get();
      }
    }
    return new Completed(inOrder.stream().map(node -> node.name().value()).toList()
        + " on " + route.to() + ", writers at work");
  }

  /** Empty once the node is there and healthy. */
  private Optional<StageOutcome> bring(Node node, Route.Open route) {
    Optional<StageOutcome> refusal = guard.refuse(node);
    if (refusal.isPresent()) {
      return refusal;
    }
    Optional<DnsName> endpoint = nodes.endpoint(node.name());
    if (!endpoint.equals(Optional.of(route.to()))) {
      if (route.from().isEmpty() || !endpoint.equals(route.from())) {
        DnsName expected = route.from().orElse(route.to());
        return Optional.of(Blocked.refused(
            "node " + node.name() + " should use " + expected + " and uses "
                + endpoint.map(DnsName::value).orElse("something it does not tell"),
            "Find out why; point it at " + expected + " again, then restart."));
      }
      cluster.switchEndpoint(node.name(), route.to());
      Optional<DnsName> after = nodes.endpoint(node.name());
      if (!after.equals(Optional.of(route.to()))) {
        return Optional.of(Blocked.failed(
            "node " + node.name() + " was told to use " + route.to() + " and uses "
                + after.map(DnsName::value).orElse("something it does not tell"),
            "Look at the node's agent log; restart tries again, if it still uses "
                + route.from().orElseThrow() + "."));
      }
    }
    return backToWork(node, route.goal());
  }

  private Optional<StageOutcome> backToWork(Node node, String goal) {
    if (nodes.writers(node.name()) != WriterState.RUNNING) {
      cluster.resume(node.name());
      if (nodes.writers(node.name()) == WriterState.QUIESCED) {
        return Optional.of(
            new Waiting("the writers of node " + node.name() + " are not at work yet", POLL));
      }
    }
    return switch (nodes.health(node.name())) {
      case NodeHealth.Healthy() -> Optional.empty();
      case NodeHealth.Unclear(var evidence) -> Optional
          .of(new Waiting("node " + node.name() + " is not healthy yet: " + evidence, POLL));
      case NodeHealth.Broken(var evidence) -> Optional.of(Blocked.failed(
          "node " + node.name() + " uses the " + goal + " and its agent reports: " + evidence,
          "Put the node right, then restart; the data is complete on the " + goal + "."));
    };
  }
}
