package io.efsmigrator.app.config;

import io.efsmigrator.cluster.ElasticIp;
import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.plan.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The address by which the Primary is known.
 *
 * @param asked who tells which node holds it
 * @param instances of every node, if EC2 is asked
 */
public record ElasticIpSettings(ElasticIp address, Asked asked,
    Map<NodeName, ManagedInstanceId> instances) {

  /** Who tells. */
  public enum Asked {
    /** EC2 itself, by its API. */
    EC2,
    /** Each node its own instance metadata. */
    INSTANCE_METADATA
  }

  public ElasticIpSettings {
    instances = Map.copyOf(instances);
  }

  static Optional<ElasticIpSettings> read(Section cluster, List<Node> nodes) {
    if (!cluster.has("elastic-ip")) {
      return Optional.empty();
    }
    try (Section section = cluster.section("elastic-ip")) {
      ElasticIp address = section.value("address", ElasticIp::new);
      Asked asked = section.choice("ask", List.of(Asked.values()), MigrationFile::word, Asked.EC2);
      if (asked == Asked.INSTANCE_METADATA
          && List.of("primary", "backup").stream()
              .anyMatch(cluster.sectionOrEmpty("answers")::has)) {
        throw section.refuse("ask", "goes without answers.primary and answers.backup",
            "Remove these two: what instance metadata say is understood without them.");
      }
      return Optional.of(new ElasticIpSettings(address, asked, switch (asked) {
        case EC2 -> instances(section, nodes);
        case INSTANCE_METADATA -> Map.of();
      }));
    }
  }

  private static Map<NodeName, ManagedInstanceId> instances(Section section, List<Node> nodes) {
    try (Section ids = section.section("instances")) {
      Map<NodeName, ManagedInstanceId> instances = new HashMap<>();
      for (Node node : nodes) {
        ManagedInstanceId id = ids.value(node.name().value(), ManagedInstanceId::new);
        if (instances.containsValue(id)) {
          throw ids.refuse(node.name().value(), "is the instance of another node, too",
              "Give every node the instance that it is.");
        }
        instances.put(node.name(), id);
      }
      return instances;
    }
  }
}
