package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.nodes.ssh.HostKeys;
import io.efsmigrator.app.nodes.ssh.SshSettings;
import io.efsmigrator.app.ssh.TestKey;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.NodeAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a channel trusts and who lets it in; whatever is refused, nothing is run on the node. */
class SshTrustTests {

  @TempDir
  Path folder;

  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private TestKey host;
  private TestKey user;
  private SshServer server;
  /** What the node does in place of running a command. */
  private boolean tellsTheExitCode = true;

  @BeforeEach
  void start() throws Exception {
    host = TestKey.in(folder, "host");
    user = TestKey.in(folder, "user");
    server = ShellServer.start(host, user, (channel, line) -> new Recorded(line));
  }

  @AfterEach
  void stop() throws Exception {
    server.stop(true);
  }

  @Test
  void sendsAQuotedLine() {
    run(pinned(host.fingerprint()), "printf", "it's", "$HOME", "a\nb", "");

    assertThat(ran).containsExactly(
        "exec env LC_ALL=C 'printf' 'it'\\''s' '$HOME' 'a\nb' ''");
  }

  @Test
  void takesAChannelThatClosesWithoutAnExitCodeForLost() {
    tellsTheExitCode = false;

    refuses(pinned(host.fingerprint()), Kind.UNREACHABLE, "lost");
  }

  @Test
  void refusesAnUnknownHostKey() {
    refuses(access(Optional.empty()), Kind.REFUSED, host.fingerprint(), "127.0.0.1",
        "--accept-new-host-keys");
    assertThat(ran).isEmpty();
  }

  @Test
  void refusesAChangedHostKey() throws Exception {
    knows(TestKey.in(folder, "other"));

    refuses(access(Optional.empty()), Kind.REFUSED, host.fingerprint(), "has another one",
        "ssh-keygen -R");
    assertThat(HostKeys.accept(List.of(node(access(Optional.empty()))), Ssh.settings(folder)))
        .isEmpty();
    refuses(access(Optional.empty()), Kind.REFUSED, "has another one");
    assertThat(ran).isEmpty();
  }

  @Test
  void refusesARevokedHostKey() throws Exception {
    Files.writeString(folder.resolve("known_hosts"), "@revoked * " + host.line() + "\n");

    refuses(access(Optional.empty()), Kind.REFUSED, "revoked");
    assertThat(ran).isEmpty();
  }

  @Test
  void refusesAHostKeyThatIsNotThePinnedOneEvenIfItIsKnown() throws Exception {
    knows(host);
    TestKey other = TestKey.in(folder, "other");

    refuses(pinned(other.fingerprint()), Kind.REFUSED, host.fingerprint(), other.fingerprint(),
        "host-key");
    assertThat(ran).isEmpty();
  }

  @Test
  void acceptsANewHostKeyOnceAndSaysWhich() {
    NodeAccess.Ssh access = access(Optional.empty());

    assertThat(HostKeys.accept(List.of(node(access)), Ssh.settings(folder))).singleElement()
        .asString().contains(host.fingerprint(), "known_hosts");
    assertThat(ran).isEmpty();
    assertThat(HostKeys.accept(List.of(node(access)), Ssh.settings(folder))).isEmpty();
    run(access, "true");
    assertThat(ran).hasSize(1);
  }

  @Test
  void tellsThatTheNodeDoesNotLetItIn() throws Exception {
    TestKey stranger = TestKey.in(folder, "stranger");
    NodeAccess.Ssh access = new NodeAccess.Ssh("127.0.0.1", OptionalInt.of(server.getPort()),
        Optional.of("op"), Optional.of(stranger.file()), Optional.of(host.fingerprint()),
        Optional.empty());

    refuses(access, Kind.REFUSED, "does not let us in", "stranger", "authorized_keys");
    assertThat(ran).isEmpty();
  }

  @Test
  void leavesAnEncryptedKeyToTheAgent() throws Exception {
    TestKey encrypted = TestKey.in(folder, "encrypted", TestKey.Type.ED25519, "a passphrase");
    NodeAccess.Ssh access = new NodeAccess.Ssh("127.0.0.1", OptionalInt.of(server.getPort()),
        Optional.of("op"), Optional.of(encrypted.file()), Optional.of(host.fingerprint()),
        Optional.empty());

    refuses(access, Kind.REFUSED, "is encrypted", "ssh-add");
  }

  @Test
  void tellsThatNobodyIsThere() throws Exception {
    NodeAccess.Ssh access = pinned(host.fingerprint());
    server.stop(true);

    refuses(access, Kind.UNREACHABLE, "cannot be reached", "op@127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource
  void readsKeysOfEveryType(TestKey.Type type) throws Exception {
    TestKey key = TestKey.in(folder, "of-type", type, "");
    SshServer other = ShellServer.start(host, key, (channel, line) -> new Recorded(line));
    try {
      run(new NodeAccess.Ssh("127.0.0.1", OptionalInt.of(other.getPort()), Optional.of("op"),
          Optional.of(key.file()), Optional.of(host.fingerprint()), Optional.empty()), "true");
    } finally {
      other.stop(true);
    }
    assertThat(ran).hasSize(1);
  }

  @Test
  void findsTheWayInTheUsersConfiguration() throws Exception {
    Files.writeString(folder.resolve("config"), """
        Host node-of-the-cluster
          HostName 127.0.0.1
          Port %d
          User op
          IdentityFile %s
        """.formatted(server.getPort(), user.file()));
    knows(host);

    run(new NodeAccess.Ssh("node-of-the-cluster", OptionalInt.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty()), "true");
    assertThat(ran).hasSize(1);
  }

  private void knows(TestKey key) throws Exception {
    Files.writeString(folder.resolve("known_hosts"),
        "[127.0.0.1]:" + server.getPort() + " " + key.line() + "\n");
  }

  private NodeAccess.Ssh pinned(String fingerprint) {
    return access(Optional.of(fingerprint));
  }

  private NodeAccess.Ssh access(Optional<String> pin) {
    return new NodeAccess.Ssh("127.0.0.1", OptionalInt.of(server.getPort()), Optional.of("op"),
        Optional.of(user.file()), pin, Optional.empty());
  }

  private static Node node(NodeAccess access) {
    return new Node(Ssh.NODE, NodeRole.PRIMARY, new AvailabilityZone("us-east-1a"), access,
        "cluster-mgr", Path.of("/jobs"));
  }

  private void run(NodeAccess.Ssh access, String... argv) {
    SshSettings settings = Ssh.settings(folder);
    try (SshChannel channel = Ssh.channel(access, settings)) {
      assertThat(channel.run(CommandLine.of(Duration.ofSeconds(30), argv)).exitCode()).isZero();
    }
  }

  private void refuses(NodeAccess.Ssh access, Kind kind, String... words) {
    assertThatThrownBy(() -> run(access, "true")).isInstanceOfSatisfying(NodeException.class,
        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
        .hasMessageContainingAll(words);
  }

  /** Runs nothing, and notes what it was asked for. */
  private final class Recorded extends AbstractCommandSupport {
    Recorded(String line) {
      super(line, null);
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      ran.add(getCommand());
      ExitCallback exit = getExitCallback();
      if (tellsTheExitCode) {
        exit.onExit(0);
      } else {
        channel.close(false);
      }
    }

    @Override
    public void run() {
      throw new UnsupportedOperationException();
    }
  }
}
