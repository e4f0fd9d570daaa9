package io.efsmigrator.app.nodes.ssh;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.plan.NodeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.client.config.hosts.ConfigFileHostEntryResolver;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;

/** Where a node is: what the migration file says, over what {@code ~/.ssh/config} says. */
final class Destination {

  private static final int DEFAULT_PORT = 22;
  private static final List<String> DEFAULT_IDENTITIES = List.of("id_ed25519", "id_ecdsa",
      "id_rsa");

  private final NodeName node;
  private final NodeAccess.Ssh access;
  private final SshSettings settings;

  Destination(NodeName node, NodeAccess.Ssh access, SshSettings settings) {
    this.node = node;
    this.access = access;
    this.settings = settings;
  }

  /** How hosts on the way are found as well. */
  HostConfigEntryResolver resolver() {
    return new ConfigFileHostEntryResolver(settings.folder().resolve("config"));
  }

  /** As the connection is to be made; its keys are loaded by us, so it names none. */
  HostConfigEntry entry() {
    HostConfigEntry configured = configured();
    HostConfigEntry entry = new HostConfigEntry(access.host(), host(configured), port(configured),
        access.user().orElseGet(() -> user(configured)), configured.getProxyJump());
    return entry;
  }

  /** Name and port as they stand in known_hosts. */
  String hostName() {
    return host(configured());
  }

  int port() {
    return port(configured());
  }

  /** The files of keys: the one in the migration file, else the configured, else the usual ones. */
  List<Path> identities() {
    if (access.identity().isPresent()) {
      return List.of(access.identity().get());
    }
    List<Path> configured = configured().getIdentities().stream().map(Path::of).toList();
    if (!configured.isEmpty()) {
      return configured;
    }
    Stream<Path> usual = DEFAULT_IDENTITIES.stream().map(settings.folder()::resolve)
        .filter(Files::exists);
    return usual.toList();
  }

  private HostConfigEntry configured() {
    try {
      return Optional
          .ofNullable(resolver().resolveEffectiveHost(access.host(), access.port().orElse(0), null,
              access.user().orElse(null), null, null))
          .orElseGet(HostConfigEntry::new);
    } catch (IOException | RuntimeException e) {
      throw new NodeException(Kind.REFUSED, node + ": " + settings.folder().resolve("config")
          + " cannot be read: " + e.getMessage(), e);
    }
  }

  private String host(HostConfigEntry configured) {
    String name = configured.getHostName();
    return name == null || name.isBlank() ? access.host() : name;
  }

  private int port(HostConfigEntry configured) {
    return access.port()
        .orElse(configured.getPort() > 0 ? configured.getPort() : DEFAULT_PORT);
  }

  private static String user(HostConfigEntry configured) {
    String user = configured.getUsername();
    return user == null || user.isBlank() ? System.getProperty("user.name") : user;
  }

  @Override
  public String toString() {
    return access.user().map(user -> user + "@").orElse("") + access.host()
        + (access.port().isPresent() ? ":" + access.port().getAsInt() : "");
  }
}
