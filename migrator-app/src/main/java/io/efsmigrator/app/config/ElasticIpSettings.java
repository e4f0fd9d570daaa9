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
 * @param instances of every node
 */
public record ElasticIpSettings(ElasticIp address, Map<NodeName, ManagedInstanceId> instances) {

  public ElasticIpSettings {
    instances = Map.copyOf(instances);
  }

  static Optional<ElasticIpSettings> read(Section cluster, List<Node> nodes) {
    if (!cluster.has("elastic-ip")) {
      return Optional.empty();
    }
    try (Section section = cluster.section("elastic-ip");
        Section ids = section.section("instances")) {
      Map<NodeName, ManagedInstanceId> instances = new HashMap<>();
      for (Node node : nodes) {
        ManagedInstanceId id = ids.value(node.name().value(), ManagedInstanceId::new);
        if (instances.containsValue(id)) {
          throw ids.refuse(node.name().value(), "is the instance of another node, too",
              "Give every node the instance that it is.");
        }
        instances.put(node.name(), id);
      }
      return Optional.of(
          new ElasticIpSettings(section.value("address", ElasticIp::new), instances));
    }
  }
}
