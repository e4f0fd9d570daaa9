package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the safety rules refuse, as an operator meets it: exit 5, two lines, nothing changed. */
class RefusalsIntegrationTests {

  private static final int REFUSED = 5;

  @TempDir
  private Path folder;

  private final TypedCommands typed = new TypedCommands();
  private Path dir;

  @BeforeEach
  void makeSandbox() throws IOException {
    dir = folder.resolve("sandbox");
    Sandbox.create(dir, new SandboxOptions(10, 1, null, SandboxOptions.Writers.SILENT)).close();
  }

  @AfterEach
  void stopAgents() throws IOException {
    try (Sandbox sandbox = Sandbox.open(dir)) {
      sandbox.stopAgents();
    }
  }

  @Test
  void aWrongMountABackupAndAForeignTargetAreRefused() throws Exception {
    FileTree source = FileTree.read(dir.resolve("source"));
    String mounts = Files.readString(dir.resolve("mounts"));

    // Another file system is mounted where the source should be.
    Files.writeString(dir.resolve("mounts"),
        mounts.replaceFirst("^fs-[0-9a-f]+", "fs-0123456789abcdef0"));
    assertRefused("fs-0123456789abcdef0", "launch", "--yes", "-c", file());
    Files.writeString(dir.resolve("mounts"), mounts);

    // The Elastic IP has moved: the node that is to copy is a Backup now.
    Files.writeString(dir.resolve("nodes/elastic-ip"), "node-b\n");
    assertRefused("node-a", "launch", "--yes", "-c", file());
    Files.writeString(dir.resolve("nodes/elastic-ip"), "node-a\n");

    assertThat(dir.resolve("target")).doesNotExist();
    assertThat(Files.readString(dir.resolve("mounts"))).isEqualTo(mounts);
    for (String node : new String[]{"node-a", "node-b"}) {
      assertThat(Files.readString(dir.resolve("nodes").resolve(node).resolve("commands.log")))
          .doesNotContain("upgrade-cluster", "ClusterEFSendpoint", "stop-agent");
    }

    // A target with something in it that no migration of ours has put there.
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("precious"), "mine");
    FileTree before = FileTree.read(foreign);
    assertRefused("not known to this migration", "copy", dir.resolve("source").toString(),
        foreign.toString(),
        "--delete", "--state", folder.resolve("state").toString());
    assertThat(FileTree.read(foreign)).isEqualTo(before);
    assertThat(FileTree.read(dir.resolve("source"))).isEqualTo(source);
  }

  private String file() {
    return dir.resolve("migration.yaml").toString();
  }

  private void assertRefused(String because, String... arguments) {
    int code = typed.run(arguments);

    assertThat(code).as("%s", typed.err()).isEqualTo(REFUSED);
    assertThat(typed.err().lines()).hasSize(2);
    assertThat(typed.err()).startsWith("error: ").contains("\nfix:   ").contains(because);
  }
}
