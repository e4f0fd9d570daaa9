package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.Node;
import java.util.List;
import java.util.Optional;

/** Which command does a verb on a node of one kind of cluster. */
interface NodeCommands {

  /**
   * The argument vector.
   *
   * @param name the file system to resolve, to reach or to switch to; empty for all other verbs
   * @return nothing if there is nothing to do for that verb in such a cluster
   */
  Optional<List<String>> argv(NodeVerb verb, Node node, Optional<DnsName> name);

  /** Whether its endpoint may be switched only while the node says that its writers are paused. */
  boolean switchesOnlyPaused(Node node);
}
