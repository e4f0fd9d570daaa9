package io.efsmigrator.plan;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.AvailabilityZone;

/** A node of the cluster: its name, the role it should have, where it stands, how to reach it. */
public record Node(NodeName name, NodeRole role, AvailabilityZone zone, NodeAccess access) {

  public Node {
    if (role == NodeRole.UNKNOWN) {
      throw new IllegalArgumentException("the role of node " + name + " must be primary or backup");
    }
  }
}
