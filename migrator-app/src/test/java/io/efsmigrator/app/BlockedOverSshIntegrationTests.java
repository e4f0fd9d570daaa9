package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.ssh.NodeReach;
import io.efsmigrator.app.ssh.OpenSshServer;
import io.efsmigrator.app.ssh.TestKey;
import io.efsmigrator.tree.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes behind an SSH server that is not what it was when a migration goes on: each time the run
 * ends with a remedy, and no node has been told to do anything.
 */
class BlockedOverSshIntegrationTests {

  private static final int REFUSED = 5;
  private static final int STOPPED = 3;

  @TempDir
  private Path folder;

  @Test
  void nothingIsSentToAServerThatIsNotTheOneThatWasTrusted() throws Exception {
    try (OpenSshServer server = OpenSshServer.start(folder);
        SandboxRun run = new SandboxRun(folder.resolve("sandbox"), 20)) {
      NodeReach.over(server).into(run.file());
      assertThat(run.migrator("launch", "--yes", "--until", "verify")).as(run.said())
          .isEqualTo(STOPPED);
      List<String> before = run.orders();
      Path known = server.knownHosts(server.port());
      String trusted = Files.readString(known);

      Files.writeString(known, "");
      refuses(run, server.host().fingerprint(), "--accept-new-host-keys");
      Files.writeString(known, trusted.replace(server.host().line(),
          TestKey.in(folder, "other_host_key").line()));
      refuses(run, server.host().fingerprint(), "has another one", "ssh-keygen -R");
      Files.writeString(known, trusted);
      run.configure("port: " + server.port(), "port: 1");
      refuses(run, "cannot be reached");
      run.configure("port: 1", "port: " + server.port());
      Path key = server.user().file();
      Path away = Files.move(key, folder.resolve("key-away"));
      refuses(run, key.toString());
      Files.move(away, key);
      assertThat(run.orders()).isEqualTo(before);

      assertThat(run.migrator("restart")).as(run.said()).isZero();
      assertThat(FileTree.read(run.target())).isEqualTo(FileTree.read(run.source()));
    }
  }

  private static void refuses(SandboxRun run, String... words) {
    assertThat(run.migrator("restart")).as(run.said()).isEqualTo(REFUSED);
    assertThat(run.said()).contains(words);
  }
}
