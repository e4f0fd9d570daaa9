package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.ssh.OpenSshServer;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeChannelContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The channel against a real OpenSSH server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSshChannelIntegrationTests extends NodeChannelContract {

  private OpenSshServer server;
  private SshChannel channel;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = OpenSshServer.start(folder);
    channel = Ssh.channel(server.access(server.port()), folder);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      channel.close();
      server.close();
    }
  }

  @Override
  protected NodeChannel channel() {
    return channel;
  }

  @Test
  void doesNotWaitForADaemonThatKeepsTheOutputOpen() {
    assertThat(channel.run(CommandLine.of(Duration.ofSeconds(30), "sh", "-c",
        "setsid sleep 8 & echo started")).out()).hasToString("started\n");
  }

  @Test
  void opensItsConnectionAgain() {
    channel.close();

    assertThat(channel.run(CommandLine.of(Duration.ofSeconds(30), "true")).exitCode()).isZero();
  }
}
