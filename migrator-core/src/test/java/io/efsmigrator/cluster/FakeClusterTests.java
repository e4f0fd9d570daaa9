package io.efsmigrator.cluster;

import io.efsmigrator.efs.DnsName;
import org.junit.jupiter.api.BeforeEach;

class FakeClusterTests extends ClusterContract {

  private final FakeCluster cluster = new FakeCluster();

  @BeforeEach
  void addNodes() {
    cluster.add(primary(), NodeRole.PRIMARY, endpoint());
    cluster.add(backup(), NodeRole.BACKUP, endpoint());
  }

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
    return new NodeName("node-a");
  }

  @Override
  protected NodeName backup() {
    return new NodeName("node-b");
  }

  @Override
  protected DnsName endpoint() {
    return new DnsName("fs-0000000a.efs.us-east-1.amazonaws.com");
  }

  @Override
  protected void pass() {}

  @Override
  protected long upgradesStarted(NodeName node) {
    return cluster.orders().stream().filter(order -> order.equals("upgrade " + node)).count();
  }
}
