package io.efsmigrator.plan;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.AvailabilityZone;
import java.nio.file.Path;

/**
 * A node of the cluster.
 *
 * @param role the one it should have; stages ask the node itself before they act
 * @param clusterMgr the node's {@code cluster-mgr}: an absolute path on the node, or a plain name
 * @param jobsDirectory where, on the node, long commands keep their state
 */
public record Node(NodeName name, NodeRole role, AvailabilityZone zone, NodeAccess access,
    String clusterMgr, Path jobsDirectory) {

  public Node {
    if (role == NodeRole.UNKNOWN) {
      throw new IllegalArgumentException("the role of node " + name + " must be primary or backup");
    }
    if (!clusterMgr.matches("/.*|[A-Za-z0-9][A-Za-z0-9._-]*") || clusterMgr.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the cluster-mgr of node " + name + " must be an absolute path or a plain name");
    }
    if (!jobsDirectory.isAbsolute()) {
      throw new IllegalArgumentException(
          "the jobs directory of node " + name + " must be absolute: " + jobsDirectory);
    }
  }
}
