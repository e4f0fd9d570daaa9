package io.efsmigrator.cluster;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who is Primary by the rule of the guide's cluster: whoever holds its Elastic IP.
 *
 * <p>An address that nobody holds, or an instance that is none of the nodes, makes every role
 * unknown: in the middle of a fail-over no node is taken for anything.
 */
public final class ElasticIpRoles {

  private final ElasticIps ips;
  private final ElasticIp address;
  private final Map<NodeName, ManagedInstanceId> instances;

  /**
   * Roles by that address.
   *
   * @param instances every node's own
   */
  public ElasticIpRoles(ElasticIps ips, ElasticIp address,
      Map<NodeName, ManagedInstanceId> instances) {
    this.ips = ips;
    this.address = address;
    this.instances = Map.copyOf(instances);
  }

  /** The role of a node now. */
  public NodeRole of(NodeName node) {
    ManagedInstanceId own = Objects.requireNonNull(instances.get(node),
        () -> "no instance is known for " + node);
    Optional<ManagedInstanceId> holder = ips.holder(address);
    if (holder.isEmpty() || !instances.containsValue(holder.get())) {
      return NodeRole.UNKNOWN;
    }
    return holder.get().equals(own) ? NodeRole.PRIMARY : NodeRole.BACKUP;
  }
}
