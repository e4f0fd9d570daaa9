package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.ClusterContract;
import io.efsmigrator.cluster.InMemoryNodeJobs;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of a cluster on two nodes that are played, new for each test. The subclass says of
 * which kind they are, and which adapter is tested.
 *
 * @param <N> the kind of node
 */
abstract class NodeClusterContract<N extends PlayedNode> extends ClusterContract {

  static final DnsName TARGET = new DnsName("fs-0000000b.efs.us-east-1.amazonaws.com");

  final InMemoryNodeJobs jobs = new InMemoryNodeJobs();
  Path parent;
  /** The Primary. */
  N a;
  /** The Backup. */
  N b;
  NodeCluster cluster;

  @BeforeEach
  void makeNodes(@TempDir Path directory) throws IOException {
    parent = directory;
    a = node("node-a", NodeRole.PRIMARY);
    b = node("node-b", NodeRole.BACKUP);
    cluster = newCluster();
  }

  /** A new node of that kind, in the folder of that name. */
  abstract N node(String name, NodeRole role) throws IOException;

  /** The adapter, as after a start. */
  abstract NodeCluster newCluster();

  @Override
  protected Nodes nodes() {
    return cluster;
  }

  @Override
  protected Cluster cluster() {
    return cluster;
  }

  @Override
  protected NodeName primary() {
    return a.name();
  }

  @Override
  protected NodeName backup() {
    return b.name();
  }

  @Override
  protected DnsName endpoint() {
    return Plans.SOURCE.dnsName(Plans.REGION);
  }

  @Override
  protected void pass() {
    // The command is a process, which goes on by itself.
  }

  @Override
  protected long upgradesStarted(NodeName node) {
    try {
      return (node.equals(a.name()) ? a : b).lines("upgrades").size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
