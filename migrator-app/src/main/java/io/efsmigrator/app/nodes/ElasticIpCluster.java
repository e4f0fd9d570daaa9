package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.ElasticIpRoles;
import io.efsmigrator.cluster.JobProgress;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import java.util.Optional;

/** A cluster whose roles are not asked of its nodes but of EC2; all else is as it was. */
record ElasticIpCluster(NodeCluster cluster, ElasticIpRoles roles) implements NodeCluster {

  @Override
  public NodeRole role(NodeName node) {
    return roles.of(node);
  }

  @Override
  public NodeHealth health(NodeName node) {
    return cluster.health(node);
  }

  @Override
  public Optional<DnsName> endpoint(NodeName node) {
    return cluster.endpoint(node);
  }

  @Override
  public WriterState writers(NodeName node) {
    return cluster.writers(node);
  }

  @Override
  public boolean resolves(NodeName node, DnsName name) {
    return cluster.resolves(node, name);
  }

  @Override
  public boolean reaches(NodeName node, DnsName name) {
    return cluster.reaches(node, name);
  }

  @Override
  public JobProgress upgrade(NodeName node) {
    return cluster.upgrade(node);
  }

  @Override
  public void switchEndpoint(NodeName node, DnsName endpoint) {
    cluster.switchEndpoint(node, endpoint);
  }

  @Override
  public void quiesce(NodeName node) {
    cluster.quiesce(node);
  }

  @Override
  public void resume(NodeName node) {
    cluster.resume(node);
  }

  @Override
  public void setNormal(NodeName node) {
    cluster.setNormal(node);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
