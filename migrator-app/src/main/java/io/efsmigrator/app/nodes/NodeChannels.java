package io.efsmigrator.app.nodes;

import io.efsmigrator.app.nodes.ssh.SshConnection;
import io.efsmigrator.app.nodes.ssh.SshSettings;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.RunCommands;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.NodeAccess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way to each node of a cluster, as the plan says how it is reached. */
final class NodeChannels implements AutoCloseable {

  private final Map<NodeName, NodeChannel> channels = new HashMap<>();

  NodeChannels(List<Node> nodes, RunCommands ssm) {
    for (Node node : nodes) {
      channels.put(node.name(), open(node, ssm));
    }
  }

  private static NodeChannel open(Node node, RunCommands ssm) {
    return switch (node.access()) {
      case NodeAccess.Local() -> programs(node).map(LocalChannel::withPrograms)
          .orElseGet(LocalChannel::create);
      case NodeAccess.Ssh ssh -> overSsh(node, ssh);
      case NodeAccess.Ssm(var instance) -> SsmChannel.to(node, instance, ssm);
    };
  }

  private static NodeChannel overSsh(Node node, NodeAccess.Ssh ssh) {
    return new SshChannel(
        new SshConnection(node.name(), ssh, SshSettings.of(System.getenv())), programs(node));
  }

  /** What stands beside a node's cluster-mgr belongs to the node as well. */
  private static Optional<Path> programs(Node node) {
    return Optional.ofNullable(Path.of(node.clusterMgr()).getParent());
  }

  NodeChannel to(NodeName node) {
    return Optional.ofNullable(channels.get(node))
        .orElseThrow(() -> new IllegalArgumentException("no node is named " + node));
  }

  /** Ends whatever connections there are; each opens again if it is used. */
  @Override
  public void close() {
    for (NodeChannel channel : channels.values()) {
      if (channel instanceof SshChannel ssh) {
        ssh.close();
      }
    }
  }
}
