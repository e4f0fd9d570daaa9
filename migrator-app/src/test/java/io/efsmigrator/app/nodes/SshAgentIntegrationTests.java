package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.nodes.ssh.SshSettings;
import io.efsmigrator.app.ssh.TestKey;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.plan.NodeAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login with keys that only a real ssh-agent has. */
class SshAgentIntegrationTests {

  @TempDir
  Path folder;

  @Test
  void logsInWithAKeyOfTheAgent() throws Exception {
    Path socket = folder.resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
        .redirectErrorStream(true).redirectOutput(folder.resolve("agent.log").toFile()).start();
    try {
      while (agent.isAlive() && !Files.exists(socket)) {
        Thread.onSpinWait();
      }
      TestKey host = TestKey.in(folder, "host");
      for (TestKey.Type type : TestKey.Type.values()) {
        TestKey user = TestKey.in(folder, "user-" + type, type, "");
        ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", user.file().toString());
        add.environment().put("SSH_AUTH_SOCK", socket.toString());
        assertThat(add.start().waitFor()).isZero();
        SshServer server = ShellServer.start(host, user, ShellServer::shell);
        try (SshChannel channel = Ssh.channel(
            new NodeAccess.Ssh("127.0.0.1", OptionalInt.of(server.getPort()), Optional.of("op"),
                Optional.empty(), Optional.of(host.fingerprint()), Optional.empty()),
            new SshSettings(folder, Optional.of(socket), Duration.ofSeconds(10), List.of(),
                Duration.ofSeconds(1)))) {
          assertThat(channel.run(CommandLine.of(Duration.ofSeconds(30), "echo", type.name()))
              .out()).hasToString(type.name() + "\n");
        } finally {
          server.stop(true);
        }
      }
    } finally {
      agent.destroy();
    }
  }
}
