package io.efsmigrator.app.nodes;

import io.efsmigrator.app.nodes.ssh.SshConnection;
import io.efsmigrator.app.nodes.ssh.SshSettings;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.plan.NodeAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Channels over SSH as tests want them: one attempt to connect, and nothing of the user's own. */
final class Ssh {

  static final NodeName NODE = new NodeName("node-a");

  private Ssh() {}

  static SshSettings settings(Path folder) {
    return new SshSettings(folder, Optional.empty(), Duration.ofSeconds(10), List.of(),
        Duration.ofSeconds(1));
  }

  static SshChannel channel(NodeAccess.Ssh access, Path folder) {
    return channel(access, settings(folder));
  }

  static SshChannel channel(NodeAccess.Ssh access, SshSettings settings) {
    return new SshChannel(new SshConnection(NODE, access, settings), Optional.empty());
  }
}
