package io.efsmigrator.app.nodes.ssh;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.plan.NodeAccess;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSessionCreator;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * Believes a host key that is pinned for the node, or that known_hosts has; refuses all others.
 *
 * <p>A pin counts for the node itself and replaces known_hosts there. Hosts on the way to it are
 * looked up in known_hosts.
 */
class HostTrust implements ServerKeyVerifier {

  private final NodeName node;
  private final NodeAccess.Ssh access;
  private final KnownHosts knownHosts;
  private final Destination destination;
  private volatile Optional<String> refusal = Optional.empty();

  HostTrust(NodeName node, NodeAccess.Ssh access, SshSettings settings) {
    this.node = node;
    this.access = access;
    this.knownHosts = new KnownHosts(
        access.knownHosts().orElse(settings.folder().resolve("known_hosts")));
    this.destination = new Destination(node, access, settings);
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    Optional<String> why = objection(host(session, address), key);
    refusal = why;
    return why.isEmpty();
  }

  /** Why the last connection's key was refused, with what to do. */
  Optional<String> refusal() {
    return refusal;
  }

  void forget() {
    refusal = Optional.empty();
  }

  /** Types of keys that are known for the node first: it may have others that are not. */
  List<NamedFactory<Signature>> inOrder(List<NamedFactory<Signature>> factories,
      Destination destination) {
    List<String> known = knownHosts
        .types(new SshdSocketAddress(destination.hostName(), destination.port()));
    Comparator<NamedFactory<Signature>> byKnown = Comparator
        .comparing(factory -> !known.contains(KeyUtils.getCanonicalKeyType(factory.getName())));
    return factories.stream().sorted(byKnown.thenComparing(
        factory -> !factory.getName().equals("ssh-ed25519"))).toList();
  }

  /** The host that a session is to lead to; through a jump host, its address is a local one. */
  static SshdSocketAddress host(ClientSession session, SocketAddress address) {
    SshdSocketAddress behindJump = session.getAttribute(ClientSessionCreator.TARGET_SERVER);
    if (behindJump != null) {
      return behindJump;
    }
    SocketAddress asked = session.getConnectAddress();
    return SshdSocketAddress.toSshdSocketAddress(asked == null ? address : asked);
  }

  static String fingerprint(PublicKey key) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }

  private Optional<String> objection(SshdSocketAddress host, PublicKey key) {
    String shown = shown(host) + " shows the key " + fingerprint(key);
    if (isPinned(host)) {
      return access.hostKey().get().equals(fingerprint(key))
          ? Optional.empty()
          : Optional.of(node + ": " + shown + ", but `host-key` is " + access.hostKey().get()
              + ". Find out on the node's console whether its key was changed; only then correct"
              + " `host-key`.");
    }
    try {
      return switch (knownHosts.standing(host, key)) {
        case KNOWN -> Optional.empty();
        case UNKNOWN -> Optional.of(node + ": " + shown + ", which is not in " + file()
            + ". Compare it with the node's console (ssh-keygen -lf"
            + " /etc/ssh/ssh_host_ed25519_key.pub), then use --accept-new-host-keys once, or name"
            + " it as `host-key`.");
        case CHANGED -> Optional.of(node + ": " + shown + ", but " + file() + " has another one."
            + " Somebody may be in between. Find out on the node's console whether its key was"
            + " changed; only then remove the old one (ssh-keygen -R).");
        case REVOKED -> Optional.of(node + ": " + shown + ", which is revoked in " + file()
            + ". Do not use this node until it has another key.");
      };
    } catch (IOException e) {
      return Optional.of(node + ": " + file() + " cannot be read: " + e.getMessage()
          + ". Correct it.");
    }
  }

  /** Whether the migration file names the key of that host. */
  final boolean isPinned(SshdSocketAddress host) {
    return access.hostKey().isPresent() && host.getHostName().equals(destination.hostName())
        && host.getPort() == destination.port();
  }

  final KnownHosts knownHosts() {
    return knownHosts;
  }

  private Path file() {
    return knownHosts.file();
  }

  static String shown(SshdSocketAddress host) {
    return host.getHostName() + ":" + host.getPort();
  }
}
