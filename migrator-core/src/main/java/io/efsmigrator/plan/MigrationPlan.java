package io.efsmigrator.plan;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.Region;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One migration as the operator wants it.
 *
 * @param sourceRoot where the copy host has the source mounted
 * @param targetRoot where the copy host has, or will have, the target mounted
 * @param nodes exactly one Primary and at least one Backup
 * @param copyHost the node that copies; empty for an instance beside the nodes
 */
public record MigrationPlan(MigrationId id, Region region, Path sourceRoot, Path targetRoot,
    TargetSettings target, List<Node> nodes, Optional<NodeName> copyHost, ClusterSettings cluster,
    CopySettings copy, VerifyMode verify, CutoverSettings cutover) {

  public MigrationPlan {
    nodes = List.copyOf(nodes);
    check(sourceRoot.isAbsolute() && targetRoot.isAbsolute(),
        "source and target paths must be absolute");
    Path source = sourceRoot.normalize();
    Path goal = targetRoot.normalize();
    check(!source.equals(goal), "source and target are the same directory: " + source);
    check(!source.startsWith(goal) && !goal.startsWith(source),
        "one of source and target lies inside the other: " + source + ", " + goal);
    check(nodes.stream().filter(node -> node.role() == NodeRole.PRIMARY).count() == 1,
        "exactly one node must have the role primary");
    check(nodes.stream().anyMatch(node -> node.role() == NodeRole.BACKUP),
        "at least one node must have the role backup");
    Set<NodeName> names = new HashSet<>();
    for (Node node : nodes) {
      check(names.add(node.name()), "two nodes are named " + node.name());
    }
    copyHost.ifPresent(name -> check(names.contains(name), "no node is named " + name));
  }

  /** The node that takes the calls, as the operator says; stages ask the node before they act. */
  public Node primary() {
    return nodes.stream().filter(node -> node.role() == NodeRole.PRIMARY).findFirst()
        .orElseThrow();
  }

  /** The other nodes, in the operator's order. */
  public List<Node> backups() {
    return nodes.stream().filter(node -> node.role() == NodeRole.BACKUP).toList();
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
