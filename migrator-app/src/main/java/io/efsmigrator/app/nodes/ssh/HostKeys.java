package io.efsmigrator.app.nodes.ssh;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.NodeAccess;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * Believes host keys on first use, because an operator asked for it: each key that is not known yet is
 * written to known_hosts, and said. A changed, revoked or wrongly pinned key stays refused.
 */
public final class HostKeys {

  private HostKeys() {}

  /**
   * Connects to every node over SSH; says what was added to known_hosts. Runs nothing. A node that
   * cannot be reached or refuses us is left to whoever asks it something next.
   */
  public static List<String> accept(List<Node> nodes, SshSettings settings) {
    List<String> added = new ArrayList<>();
    for (Node node : nodes) {
      if (node.access() instanceof NodeAccess.Ssh access) {
        FirstUse trust = new FirstUse(node.name(), access, settings, added);
        try (SshConnection connection = new SshConnection(node.name(), access, settings, trust)) {
          connection.open();
        } catch (NodeException e) {
          if (e.kind() == Kind.UNREACHABLE) {
            added.add(e.getMessage());
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return added;
        }
      }
    }
    return added;
  }

  private static final class FirstUse extends HostTrust {

    private final NodeName node;
    private final List<String> added;

    FirstUse(NodeName node, NodeAccess.Ssh access, SshSettings settings, List<String> added) {
      super(node, access, settings);
      this.node = node;
      this.added = added;
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
      SshdSocketAddress host = host(session, address);
      try {
        if (!isPinned(host)
            && knownHosts().standing(host, key) == KnownHosts.Standing.UNKNOWN) {
          knownHosts().add(host, key);
          added.add(node + ": the host key of " + shown(host) + " is trusted from now on: "
              + KeyUtils.getKeyType(key) + " " + fingerprint(key) + " (added to "
              + knownHosts().file() + ")");
        }
      } catch (IOException e) {
        added.add(node + ": " + knownHosts().file() + " cannot be written: " + e.getMessage());
      }
      return super.verifyServerKey(session, address, key);
    }
  }
}
