package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Are both nodes well, in the roles the plan says, and on the file system it says? */
final class NodeChecks {

  private final Nodes nodes;
  private final TargetLookup targets;
  private final CutoverRecord record;

  NodeChecks(Nodes nodes, TargetLookup targets, CutoverRecord record) {
    this.nodes = nodes;
    this.targets = targets;
    this.record = record;
  }

  List<Finding> look(MigrationPlan plan) {
    List<Finding> found = new ArrayList<>();
    int primaries = 0;
    for (Node node : plan.nodes()) {
      try {
        NodeRole role = nodes.role(node.name());
        primaries += role == NodeRole.PRIMARY ? 1 : 0;
        found.add(role(node, role));
        found.add(health(plan, node, nodes.health(node.name())));
        found.add(endpoint(plan, node, nodes.endpoint(node.name())));
      } catch (NodeException e) {
        // One silent node must not hide what is wrong with the other.
        found.add(Finding.block("node " + node.name(), "node " + node.name()
            + " gives no answer: " + e.getMessage(),
            "Make sure that its commands can be run from here."));
      }
    }
    if (primaries > 1) {
      found.add(Finding.block("role", primaries + " nodes say that they are the Primary",
          "Repair the cluster before it is migrated."));
    }
    return found;
  }

  private static Finding role(Node node, NodeRole role) {
    if (role == node.role()) {
      return Finding.ok("role", "node " + node.name() + " is the " + NodeGuard.word(role));
    }
    return Finding.block("role",
        "node " + node.name() + " should be the " + NodeGuard.word(node.role())
            + (role == NodeRole.UNKNOWN
                ? " and does not tell its role"
                : " and is the " + NodeGuard.word(role)),
        "Bring the cluster back to its roles, or correct them in the migration file.");
  }

  private Finding health(MigrationPlan plan, Node node, NodeHealth health) {
    String name = "node " + node.name();
    return switch (health) {
      case NodeHealth.Healthy() -> Finding.ok("health", name + " is healthy by its agent log");
      case NodeHealth.Broken(var evidence) -> notHealthy(plan, name + " is broken: " + evidence);
      case NodeHealth.Unclear(var evidence) -> notHealthy(plan,
          name + " does not say that it is healthy: " + evidence);
    };
  }

  private Finding notHealthy(MigrationPlan plan, String text) {
    // After quiesce the agents are silent because this migration paused them; a restart must pass.
    if (record.begun(plan.id())) {
      return Finding.warn("health", text + " (the cutover has begun)",
          "Look at the node if this does not end with the cutover.");
    }
    return Finding.block("health", text, "Repair the cluster before it is migrated.");
  }

  private Finding endpoint(MigrationPlan plan, Node node, Optional<DnsName> endpoint) {
    DnsName source = plan.id().source().dnsName(plan.region());
    String name = "node " + node.name();
    if (endpoint.isEmpty()) {
      return Finding.block("endpoint", name + " does not tell which file system it uses",
          "Correct the command that reads its endpoint in the migration file.");
    }
    if (endpoint.get().equals(source)) {
      return Finding.ok("endpoint", name + " uses the source");
    }
    boolean onTarget = targets.find(plan)
        .map(target -> target.id().dnsName(plan.region()).equals(endpoint.get())).orElse(false);
    if (onTarget && record.finalPassProof(plan.id()).isPresent()) {
      return Finding.ok("endpoint", name + " uses the target already");
    }
    return Finding.block("endpoint",
        name + " uses " + endpoint.get() + (onTarget ? ", the unproved target" : "")
            + " and not the source " + source,
        "Correct source.file-system, or point the node at the source.");
  }
}
