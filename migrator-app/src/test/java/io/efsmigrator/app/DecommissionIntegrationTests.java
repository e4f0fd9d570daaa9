package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.efs.FileSystemId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path dir;

  @BeforeEach
  void makeSandbox() throws IOException {
    dir = folder.resolve("sandbox");
    try (Sandbox sandbox = Sandbox.create(dir,
        new SandboxOptions(10, 1, null, SandboxOptions.Writers.SILENT))) {
      String source = MigrationFile.read(sandbox.configuration()).plan().id().source().value();
      sandbox.own().orElseThrow().reportRecoveryPoint(source, RECOVERY_POINT, "COMPLETED",
          Instant.parse("2026-11-23T03:00:00Z"));
    }
  }

  @AfterEach
  void stopAgents() throws IOException {
    try (Sandbox sandbox = Sandbox.open(dir)) {
      sandbox.stopAgents();
    }
  }

  @Test
  void deletesTheSourceOnlyWhenNothingNeedsItAnyMore() throws Exception {
    String file = dir.resolve("migration.yaml").toString();
    FileSystemId source = MigrationFile.read(dir.resolve("migration.yaml")).plan().id().source();
    String[] right = {"decommission", "-c", file, "--confirm", source.value(), "--soak", "0s",
      "--recovery-point", RECOVERY_POINT};

    // Before there is a migration at all, and before it is over.
    assertThat(migrator(right)).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("There is no migration");
    assertThat(migrator("launch", "--yes", "-c", file, "--until", "verify")).isEqualTo(3);
    assertThat(migrator(right)).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("finalPass", "uses " + source);
    assertThat(migrator("launch", "--yes", "-c", file)).as("%s", err).isZero();
    int byTheMigration = requests().size();

    // Nothing typed: every check is shown.
    assertThat(migrator("decommission", "-c", file, "--soak", "0s")).isEqualTo(REFUSED);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(out.toString()).contains("OK    migration", "OK    node", "OK    clients",
        "OK    replication", "BLOCK confirmation", "BLOCK backup");

    // The wrong word, a day too early, no word on the backup, a node that went back.
    String target = endpoint("node-b").substring(0, endpoint("node-b").indexOf('.'));
    assertThat(migrator("decommission", "-c", file, "--confirm", target, "--soak", "0s",
        "--without-backup")).isEqualTo(REFUSED);
    assertThat(migrator("decommission", "-c", file, "--confirm", source.value(),
        "--without-backup")).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("a client was connected");
    assertThat(migrator("decommission", "-c", file, "--confirm", source.value(), "--soak", "0s"))
        .isEqualTo(REFUSED);
    assertThat(migrator("decommission", "-c", file, "--confirm", source.value(), "--soak", "0s",
        "--recovery-point", RECOVERY_POINT + "-before")).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("AWS Backup has no");
    Path endpoint = dir.resolve("nodes/node-b/state/endpoint");
    String onTarget = Files.readString(endpoint);
    Files.writeString(endpoint, source + ".efs.us-east-1.amazonaws.com\n");
    assertThat(migrator(right)).isEqualTo(REFUSED);
    Files.writeString(endpoint, onTarget);
    String yaml = Files.readString(Path.of(file));
    Files.writeString(Path.of(file), yaml.replace("Cluster MaxIO", "Another name"));
    assertThat(migrator(right)).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("target.name");
    Files.writeString(Path.of(file), yaml);
    assertThat(operations(requests())).doesNotContain("DeleteMountTarget", "DeleteFileSystem");

    assertThat(migrator(right)).as("%s%s", out, err).isZero();
    assertThat(out.toString()).contains("deleteMountTargets", source + " is deleted");
    assertThat(requests()).last().asString().contains("404 FileSystemNotFound", source.value());
    assertThat(requests()).noneMatch(line -> line.contains("DELETE") && line.contains(target));
    assertThat(Files.readString(dir.resolve("aws/state.json"))).contains("\"" + target + "\"");
    assertThat(migrator(right)).isZero();
    assertThat(out.toString()).contains("nothing to do");
    assertThat(migrator("rollback", "-c", file, "--confirm", target)).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("deletion of " + source, source + " is gone");
    assertThat(migrator("history", "-c", file)).isZero();
    assertThat(out.toString()).contains("decommission");

    // The policy allows what was called, and nothing that was not.
    List<String> requests = requests();
    assertThat(allowed()).containsExactlyInAnyOrderElementsOf(
        operations(requests.subList(byTheMigration, requests.size())));
  }

  private String endpoint(String node) throws IOException {
    return Files.readString(dir.resolve("nodes").resolve(node).resolve("state/endpoint")).strip();
  }

  private List<String> requests() throws IOException {
    return Files.readAllLines(dir.resolve("aws/requests.log"));
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

  private int migrator(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new Cli(() -> new BatchLauncher(Clock.systemUTC()), Clock.systemUTC())
        .run(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}
