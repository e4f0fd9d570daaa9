package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.efs.FileSystemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The last line of the guide, as an operator meets it: a whole migration, then its source. */
class DecommissionIntegrationTests {

  private static final int REFUSED = 5;
  private static final String RECOVERY_POINT = "arn:aws:backup:us-east-1:000000000000:recovery-point:night";
  private static final Path POLICY = Path.of("..", "docs", "iam", "decommission.json");

  @TempDir
  private Path folder;

  private SandboxRun run;

  @BeforeEach
  void makeSandbox() throws IOException {
    run = SandboxRun.silent(folder.resolve("sandbox"), 10);
    try (Sandbox sandbox = Sandbox.open(run.dir())) {
      String source = MigrationFile.read(sandbox.configuration()).plan().id().source().value();
      sandbox.own().orElseThrow().reportRecoveryPoint(source, RECOVERY_POINT, "COMPLETED",
          Instant.parse("2026-11-23T03:00:00Z"));
    }
  }

  @AfterEach
  void stopAgents() throws IOException {
    run.close();
  }

  @Test
  void deletesTheSourceOnlyWhenNothingNeedsItAnyMore() throws Exception {
    FileSystemId source = MigrationFile.read(run.file()).plan().id().source();
    String[] right = {"--confirm", source.value(), "--soak", "0s",
      "--recovery-point", RECOVERY_POINT};

    // Before there is a migration at all, and before it is over.
    assertThat(run.migrator("decommission", right)).isEqualTo(REFUSED);
    assertThat(run.err()).contains("There is no migration");
    assertThat(run.migrator("launch", "--yes", "--until", "verify")).isEqualTo(3);
    assertThat(run.migrator("decommission", right)).isEqualTo(REFUSED);
    assertThat(run.err()).contains("finalPass", "uses " + source);
    assertThat(run.migrator("launch", "--yes")).as("%s", run.err()).isZero();
    int byTheMigration = requests().size();

    // Nothing typed: every check is shown.
    assertThat(run.migrator("decommission", "--soak", "0s")).isEqualTo(REFUSED);
    assertThat(run.err().lines()).hasSize(2);
    assertThat(run.out()).contains("OK    migration", "OK    node", "OK    clients",
        "OK    replication", "BLOCK confirmation", "BLOCK backup");

    // The wrong word, a day too early, no word on the backup, a node that went back.
    String target = run.endpoint("node-b").substring(0, run.endpoint("node-b").indexOf('.'));
    assertThat(run.migrator("decommission", "--confirm", target, "--soak", "0s",
        "--without-backup")).isEqualTo(REFUSED);
    assertThat(run.migrator("decommission", "--confirm", source.value(),
        "--without-backup")).isEqualTo(REFUSED);
    assertThat(run.err()).contains("a client was connected");
    assertThat(run.migrator("decommission", "--confirm", source.value(), "--soak", "0s"))
        .isEqualTo(REFUSED);
    assertThat(run.migrator("decommission", "--confirm", source.value(), "--soak", "0s",
        "--recovery-point", RECOVERY_POINT + "-before")).isEqualTo(REFUSED);
    assertThat(run.err()).contains("AWS Backup has no");
    Path endpoint = run.node("node-b").resolve("state/endpoint");
    String onTarget = Files.readString(endpoint);
    Files.writeString(endpoint, source + ".efs.us-east-1.amazonaws.com\n");
    assertThat(run.migrator("decommission", right)).isEqualTo(REFUSED);
    Files.writeString(endpoint, onTarget);
    String yaml = Files.readString(run.file());
    Files.writeString(run.file(), yaml.replace("Cluster MaxIO", "Another name"));
    assertThat(run.migrator("decommission", right)).isEqualTo(REFUSED);
    assertThat(run.err()).contains("target.name");
    Files.writeString(run.file(), yaml);
    assertThat(operations(requests())).doesNotContain("DeleteMountTarget", "DeleteFileSystem");

    assertThat(run.migrator("decommission", right)).as("%s", run.said()).isZero();
    assertThat(run.out()).contains("deleteMountTargets", source + " is deleted");
    assertThat(requests()).last().asString().contains("404 FileSystemNotFound", source.value());
    assertThat(requests()).noneMatch(line -> line.contains("DELETE") && line.contains(target));
    assertThat(Files.readString(run.dir().resolve("aws/state.json")))
        .contains("\"" + target + "\"");
    assertThat(run.migrator("decommission", right)).isZero();
    assertThat(run.out()).contains("nothing to do");
    assertThat(run.migrator("rollback", "--confirm", target)).isEqualTo(REFUSED);
    assertThat(run.err()).contains("deletion of " + source, source + " is gone");
    assertThat(run.migrator("history")).isZero();
    assertThat(run.out()).contains("decommission");

    // The policy allows what was called, and nothing that was not.
    List<String> requests = requests();
    assertThat(allowed()).containsExactlyInAnyOrderElementsOf(
        operations(requests.subList(byTheMigration, requests.size())));
  }

  private List<String> requests() throws IOException {
    return Files.readAllLines(run.dir().resolve("aws/requests.log"));
  }

  private static Set<String> operations(List<String> requests) {
    Set<String> operations = new TreeSet<>();
    for (String line : requests) {
      operations.add(line.split("\t", -1)[1]);
    }
    return operations;
  }

  /** The actions of the policy by their names; the network interface is EFS's own call. */
  private static List<String> allowed() throws IOException {
    List<String> actions = new ArrayList<>();
    for (JsonNode statement : JsonMapper.builder().build().readTree(Files.readAllBytes(POLICY))
        .path("Statement").values()) {
      if (statement.path("Effect").asString().equals("Allow")
          && statement.path("Action").isArray()) {
        statement.path("Action").values()
            .forEach(action -> actions.add(action.asString().replaceFirst(".*:", "")));
      }
    }
    return actions;
  }
}
