package io.efsmigrator.cluster;

import io.efsmigrator.efs.DnsName;
import java.util.Optional;

/**
 * What can be asked of the nodes; nothing here changes anything.
 *
 * <p>A question that cannot be put, because the node does not answer at all, throws
 * {@link NodeException}. An answer that is not understood is {@code UNKNOWN}, {@code Unclear} or empty
 * and never good enough to act on.
 */
public interface Nodes {

  /** The part the node plays now. */
  NodeRole role(NodeName node);

  /** What the node's agent log says. */
  NodeHealth health(NodeName node);

  /** The file system the node is configured for. */
  Optional<DnsName> endpoint(NodeName node);

  /** Whether the node's writers are at work. */
  WriterState writers(NodeName node);

  /** Whether that name leads to an address, seen from the node itself. */
  boolean resolves(NodeName node, DnsName name);

  /** Whether NFS (TCP port 2049) answers under that name, seen from the node itself. */
  boolean reaches(NodeName node, DnsName name);
}
