package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private SandboxRun run;

  @BeforeEach
  void makeASandboxWithAnElasticIp() throws IOException {
    run = new SandboxRun(folder.resolve("sandbox"), 20);
    run.configure("cluster:\n", """
        cluster:
          elastic-ip:
            address: 203.0.113.10
            instances:
              node-a: %s
              node-b: %s
        """.formatted(Sandbox.PRIMARY_INSTANCE, Sandbox.BACKUP_INSTANCE));
  }

  @AfterEach
  void stopAgents() throws IOException {
    run.close();
  }

  @Test
  void nothingIsDoneToAClusterThatIsNotAsItShouldBe() throws IOException {
    assertThat(run.migrator("launch", "--yes", "--until", "verify")).as(run.said()).isEqualTo(3);
    List<String> before = run.orders();
    Path endpoint = run.node("node-b").resolve("state/endpoint");
    Path broken = run.node("node-b").resolve("state/broken");

    // The cluster fails over in mid-job.
    refusesWith(run.elasticIp(), "node-b\n", "node node-a should be the Primary and is the Backup");
    refusesWith(run.elasticIp(), "nobody\n", "does not tell its role");
    refusesWith(endpoint, "fs-0123456789abcdef0.efs.us-east-1.amazonaws.com\n", "not the source");
    refusesWith(endpoint, "fs-1.efs; touch x\n", "does not tell which file system it uses");
    Files.writeString(broken, "cannot reach the database\n");
    assertThat(run.migrator("restart")).isEqualTo(REFUSED);
    assertThat(run.said()).contains("node-b is broken");
    Files.move(broken, folder.resolve("repaired"));
    assertThat(run.orders()).isEqualTo(before);

    // A node asks something else than it should, when it is told to switch.
    String question = "cluster:\n  data-question: \"Format the disk\"\n";
    run.configure("cluster:\n", question);
    assertThat(run.migrator("restart")).isEqualTo(FAILED);
    assertThat(run.err()).contains("Do you wish to migrate data", "Nothing was answered")
        .hasLineCount(2);
    List<String> after = new ArrayList<>(run.orders());
    after.removeAll(before);
    assertThat(after).noneMatch(line -> line.contains("ANSWER") || line.contains("DONE"));
    assertThat(run.migrator("status")).isZero();
    assertThat(run.out()).contains("WRITERS ARE PAUSED");

    run.configure(question, "cluster:\n");
    assertThat(run.migrator("restart")).as(run.said()).isZero();
    assertThat(FileTree.read(run.target())).isEqualTo(FileTree.read(run.source()));
    assertThat(run.orders()).filteredOn(line -> line.contains("DONE ClusterEFSendpoint"))
        .hasSize(2);
  }

  private void refusesWith(Path place, String content, String words) throws IOException {
    String right = Files.readString(place);
    Files.writeString(place, content);
    assertThat(run.migrator("restart")).isEqualTo(REFUSED);
    assertThat(run.said()).contains(words);
    Files.writeString(place, right);
  }
}
