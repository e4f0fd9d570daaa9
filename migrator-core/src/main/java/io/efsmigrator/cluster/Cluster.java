package io.efsmigrator.cluster;

import io.efsmigrator.efs.DnsName;

/**
 * What the guide has done to the cluster, one verb each; {@link Nodes} has the questions.
 *
 * <p>Every verb may be repeated after a crash: on a node that is already there it changes nothing. A
 * verb that cannot tell what happened throws {@link NodeException}; it never returns as if all were
 * well.
 */
public interface Cluster {

  /**
   * Upgrades the cluster's components on a node: starts the upgrade if this migration has not started
   * it yet, else looks how it goes. Never waits for its end. An attempt that ended well is never
   * repeated; after one that ended badly was reported once, the next call starts another.
   */
  JobProgress upgrade(NodeName node);

  /**
   * Points a node at another file system, answering <em>no</em> to the question whether to copy data.
   * Returns when the node has done it; the caller reads the endpoint back. The caller has paused the
   * writers; an adapter that can see that they are not refuses.
   */
  void switchEndpoint(NodeName node, DnsName endpoint);

  /** Pauses the programs of the node that write to the shared file system. */
  void quiesce(NodeName node);

  /** Lets the node's writers go on. */
  void resume(NodeName node);

  /** Puts the whole cluster back to Normal, through that node. */
  void setNormal(NodeName node);
}
