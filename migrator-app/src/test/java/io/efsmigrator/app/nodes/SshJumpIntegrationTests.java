package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.ssh.OpenSshServer;
import io.efsmigrator.app.ssh.TestKey;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.plan.NodeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node behind a jump host of the user's {@code ~/.ssh/config}, both real OpenSSH servers. */
class SshJumpIntegrationTests {

  @TempDir
  private Path folder;
  private OpenSshServer jump;
  private OpenSshServer node;
  private SshChannel channel;

  @BeforeEach
  void start() throws Exception {
    jump = OpenSshServer.start(Files.createDirectory(folder.resolve("jump")));
    node = OpenSshServer.start(Files.createDirectory(folder.resolve("node")));
    // One key opens both, as an operator's does.
    Files.writeString(folder.resolve("jump/authorized_keys"), node.user().line() + "\n");
    Files.writeString(folder.resolve("config"), """
        Host recorder
          HostName 127.0.0.1
          Port %d
          IdentityFile %s
          ProxyJump bastion
        Host bastion
          HostName 127.0.0.1
          Port %d
        """.formatted(node.port(), node.user().file(), jump.port()));
    trust(jump.host(), node.host());
    channel = Ssh.channel(new NodeAccess.Ssh("recorder", OptionalInt.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty()), folder);
  }

  @AfterEach
  void stop() {
    if (channel != null) {
      channel.close();
      node.close();
      jump.close();
    }
  }

  private void trust(TestKey ofJump, TestKey ofNode) throws IOException {
    Files.write(folder.resolve("known_hosts"),
        List.of("[127.0.0.1]:" + jump.port() + " " + ofJump.line(),
            "[127.0.0.1]:" + node.port() + " " + ofNode.line()));
  }

  @Test
  void goesThroughTheJumpHost() throws IOException {
    assertThat(run()).isEqualTo("there\n");

    assertThat(folder.resolve("jump/sshd.log")).content().contains("Accepted publickey");
    assertThat(folder.resolve("node/sshd.log")).content().contains("Accepted publickey");
  }

  @Test
  void believesNeitherOfThemByTheOther() throws Exception {
    TestKey other = TestKey.in(folder, "other");
    trust(jump.host(), other);
    assertThatThrownBy(this::run).isInstanceOf(NodeException.class)
        .hasMessageContaining(node.host().fingerprint()).hasMessageContaining("has another one");
    trust(other, node.host());
    assertThatThrownBy(this::run).isInstanceOf(NodeException.class)
        .hasMessageContaining(jump.host().fingerprint()).hasMessageContaining("has another one");
  }

  @Test
  void isOutOfReachWithoutTheJumpHost() {
    jump.close();

    assertThatThrownBy(this::run).isInstanceOfSatisfying(NodeException.class,
        lost -> assertThat(lost.kind()).isEqualTo(NodeException.Kind.UNREACHABLE));
  }

  private String run() {
    return channel.run(CommandLine.of(Duration.ofSeconds(30), "echo", "there")).out().text();
  }
}
