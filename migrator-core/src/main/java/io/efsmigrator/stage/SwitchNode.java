package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Points nodes at the target, answering no to the data question, and brings them back to work.
 *
 * <p>The endpoint is looked at first and read back after, so a crash before, in or after the command
 * ends in the same state: a node that names the target is not switched again, one that names neither
 * file system is left alone.
 */
final class SwitchNode {

  static final Duration POLL = Duration.ofSeconds(3);

  private final Nodes nodes;
  private final Cluster cluster;
  private final TargetLookup targets;
  private final CutoverRecord record;
  private final NodeGuard guard;

  SwitchNode(Nodes nodes, Cluster cluster, FileSystems fileSystems, CutoverRecord record) {
    this.nodes = nodes;
    this.cluster = cluster;
    this.targets = new TargetLookup(fileSystems);
    this.record = record;
    this.guard = new NodeGuard(nodes);
  }

  StageOutcome run(MigrationPlan plan, List<Node> inOrder) {
    if (record.finalPassProof(plan.id()).isEmpty()) {
      return Blocked.refused("the final pass is not proved: the target may lack data",
          "Restart the migration; it does the final pass again.");
    }
    try {
      Optional<FileSystem> target = targets.find(plan);
      if (target.isEmpty()) {
        return TargetLookup.missing(plan);
      }
      DnsName endpoint = target.get().id().dnsName(plan.region());
      for (Node node : inOrder) {
        Optional<StageOutcome> unfinished = bring(plan, node, endpoint);
        if (unfinished.isPresent()) {
          return unfinished.get();
        }
      }
      return new Completed(inOrder.stream().map(node -> node.name().value()).toList()
          + " on " + endpoint + ", writers at work");
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }

  /** Empty once the node is on the target and healthy. */
  private Optional<StageOutcome> bring(MigrationPlan plan, Node node, DnsName target) {
    Optional<StageOutcome> refusal = guard.refuse(node);
    if (refusal.isPresent()) {
      return refusal;
    }
    Optional<DnsName> endpoint = nodes.endpoint(node.name());
    if (!endpoint.equals(Optional.of(target))) {
      DnsName source = plan.id().source().dnsName(plan.region());
      if (!endpoint.equals(Optional.of(source))) {
        return Optional.of(Blocked.refused(
            "node " + node.name() + " should use " + source + " and uses "
                + endpoint.map(DnsName::value).orElse("something it does not tell"),
            "Find out why; point it at the source again, then restart."));
      }
      cluster.switchEndpoint(node.name(), target);
      Optional<DnsName> after = nodes.endpoint(node.name());
      if (!after.equals(Optional.of(target))) {
        return Optional.of(Blocked.failed(
            "node " + node.name() + " was told to use " + target + " and uses "
                + after.map(DnsName::value).orElse("something it does not tell"),
            "Look at the node's agent log; restart tries again, if it still uses the source."));
      }
    }
    return backToWork(node);
  }

  private Optional<StageOutcome> backToWork(Node node) {
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
          "node " + node.name() + " uses the target and its agent reports: " + evidence,
          "Put the node right, then restart; the data is complete on the target."));
    };
  }
}
