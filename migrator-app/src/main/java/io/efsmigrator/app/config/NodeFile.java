package io.efsmigrator.app.config;

import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.NodeAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads the nodes of the cluster, and how each is reached. */
final class NodeFile {

  private NodeFile() {}

  static List<Node> read(Section cluster) {
    List<Node> nodes = new ArrayList<>();
    for (Section section : cluster.sections("nodes")) {
      try (section) {
        Node node = node(section);
        if (node.name().value().equals(MigrationFile.BESIDE)
            || nodes.stream().anyMatch(other -> other.name().equals(node.name()))) {
          throw section.refuse("name", "is taken: `" + node.name() + "`",
              "Give every node a name of its own, none of them `" + MigrationFile.BESIDE + "`.");
        }
        nodes.add(node);
      }
    }
    long primaries = nodes.stream().filter(node -> node.role() == NodeRole.PRIMARY).count();
    if (primaries != 1 || nodes.size() < 2) {
      throw cluster.refuse("nodes", "must be one primary and at least one backup",
          "List every node of the cluster, with its role.");
    }
    return nodes;
  }

  private static Node node(Section section) {
    NodeName name = section.value("name", NodeName::new);
    return new Node(name,
        section.choice("role", List.of(NodeRole.PRIMARY, NodeRole.BACKUP), MigrationFile::word),
        section.value("availability-zone", AvailabilityZone::new), access(section),
        section.command("cluster-mgr", "cluster-mgr"),
        section.path("jobs", Path.of("/var/lib/efs-migrator/jobs", name.value())));
  }

  private static NodeAccess access(Section section) {
    String channel = section.choice("channel", List.of("local", "ssh", "ssm"), word -> word,
        "local");
    return switch (channel) {
      case "ssh" -> ssh(section);
      case "ssm" -> new NodeAccess.Ssm(section.value("instance-id", ManagedInstanceId::new));
      default -> new NodeAccess.Local();
    };
  }

  private static NodeAccess ssh(Section section) {
    return new NodeAccess.Ssh(section.value("host", NodeAccess.Ssh::checkHost),
        section.has("port")
            ? OptionalInt.of((int) section.number("port", 1, 65_535, 22))
            : OptionalInt.empty(),
        section.optional("user", NodeAccess.Ssh::checkUser),
        section.optionalPath("identity"),
        section.optional("host-key", NodeAccess.Ssh::checkHostKey),
        section.optionalPath("known-hosts"));
  }
}
