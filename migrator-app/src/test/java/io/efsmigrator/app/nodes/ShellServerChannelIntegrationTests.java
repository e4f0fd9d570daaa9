package io.efsmigrator.app.nodes;

import io.efsmigrator.app.ssh.TestKey;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeChannelContract;
import io.efsmigrator.plan.NodeAccess;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The channel against another implementation of the other end, everywhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellServerChannelIntegrationTests extends NodeChannelContract {

  private SshServer server;
  private SshChannel channel;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    TestKey host = TestKey.in(folder, "host");
    TestKey user = TestKey.in(folder, "user");
    server = ShellServer.start(host, user, ShellServer::shell);
    channel = Ssh.channel(new NodeAccess.Ssh("127.0.0.1", OptionalInt.of(server.getPort()),
        Optional.of("op"), Optional.of(user.file()), Optional.of(host.fingerprint()),
        Optional.empty()), folder);
  }

  @AfterAll
  void stop() throws Exception {
    channel.close();
    server.stop(true);
  }

  @Override
  protected NodeChannel channel() {
    return channel;
  }
}
