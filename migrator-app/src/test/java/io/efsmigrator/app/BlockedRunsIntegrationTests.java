package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster that is not as it should be when a migration goes on: each time the run ends with a
 * remedy, and no node has been told to do anything.
 */
class BlockedRunsIntegrationTests {

  private static final int FAILED = 1;
  private static final int REFUSED = 5;

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path dir;
  private Path file;

  @BeforeEach
  void makeASandboxWithAnElasticIp() throws IOException {
    dir = folder.resolve("sandbox");
    Sandbox.create(dir, SandboxOptions.generated(20)).close();
    file = dir.resolve("migration.yaml");
    Files.writeString(file, Files.readString(file).replace("cluster:\n", """
        cluster:
          elastic-ip:
            address: 203.0.113.10
            instances:
              node-a: %s
              node-b: %s
        """.formatted(Sandbox.PRIMARY_INSTANCE, Sandbox.BACKUP_INSTANCE)));
  }

  @AfterEach
  void stopAgents() throws IOException {
    try (Sandbox sandbox = Sandbox.open(dir)) {
      sandbox.stopAgents();
    }
  }

  @Test
  void nothingIsDoneToAClusterThatIsNotAsItShouldBe() throws IOException {
    assertThat(migrator("launch", "--yes", "--until", "verify")).as("%s", err).isEqualTo(3);
    List<String> before = orders();
    Path elasticIp = dir.resolve("nodes/elastic-ip");
    Path endpoint = dir.resolve("nodes/node-b/state/endpoint");
    Path broken = dir.resolve("nodes/node-b/state/broken");

    // The cluster fails over in mid-job.
    refusesWith(elasticIp, "node-b\n", "node node-a should be the Primary and is the Backup");
    refusesWith(elasticIp, "nobody\n", "does not tell its role");
    refusesWith(endpoint, "fs-0123456789abcdef0.efs.us-east-1.amazonaws.com\n", "not the source");
    refusesWith(endpoint, "fs-1.efs; touch x\n", "does not tell which file system it uses");
    Files.writeString(broken, "cannot reach the database\n");
    assertThat(migrator("restart")).isEqualTo(REFUSED);
    assertThat(err.toString() + out).contains("node-b is broken");
    Files.move(broken, folder.resolve("repaired"));
    assertThat(orders()).isEqualTo(before);

    // A node asks something else than it should, when it is told to switch.
    String configuration = Files.readString(file);
    Files.writeString(file,
        configuration.replace("cluster:\n", "cluster:\n  data-question: \"Format the disk\"\n"));
    assertThat(migrator("restart")).isEqualTo(FAILED);
    assertThat(err.toString()).contains("Do you wish to migrate data", "Nothing was answered")
        .hasLineCount(2);
    List<String> after = new ArrayList<>(orders());
    after.removeAll(before);
    assertThat(after).noneMatch(line -> line.contains("ANSWER") || line.contains("DONE"));
    assertThat(migrator("status")).isZero();
    assertThat(out.toString()).contains("WRITERS ARE PAUSED");

    Files.writeString(file, configuration);
    assertThat(migrator("restart")).as("%s%s", out, err).isZero();
    assertThat(FileTree.read(dir.resolve("target")))
        .isEqualTo(FileTree.read(dir.resolve("source")));
    assertThat(orders()).filteredOn(line -> line.contains("DONE ClusterEFSendpoint")).hasSize(2);
  }

  private void refusesWith(Path place, String content, String words) throws IOException {
    String right = Files.readString(place);
    Files.writeString(place, content);
    assertThat(migrator("restart")).isEqualTo(REFUSED);
    assertThat(err.toString() + out).contains(words);
    Files.writeString(place, right);
  }

  /** What the nodes were told to do, questions left out. */
  private List<String> orders() throws IOException {
    List<String> orders = new ArrayList<>();
    for (String node : List.of("node-a", "node-b")) {
      Files.readAllLines(dir.resolve("nodes").resolve(node).resolve("commands.log")).stream()
          .filter(line -> !line.contains("'show-")).forEach(orders::add);
    }
    return orders;
  }

  private int migrator(String command, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] arguments = new String[more.length + 3];
    arguments[0] = command;
    arguments[1] = "-c";
    arguments[2] = file.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new Cli(() -> new BatchLauncher(Clock.systemUTC()), Clock.systemUTC())
        .run(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}
