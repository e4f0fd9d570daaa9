package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.stage.AwsCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plan, launch with raised throughput, status and restore on a sandbox: what it is planned to cost
 * AWS in permissions, and the operator in money, is what it costs.
 */
class WholeRunIntegrationTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path IAM = Path.of("..", "docs", "iam");
  private static final int NOT_YET = 3;

  @TempDir
  private Path temporary;
  private Path dir;
  private String file = "";
  private final TypedCommands typed = new TypedCommands();

  @BeforeEach
  void makeASandbox() throws IOException {
    dir = temporary.resolve("sandbox");
    try (Sandbox sandbox = Sandbox.create(dir, SandboxOptions.generated(30))) {
      file = sandbox.configuration().toString();
    }
    Files.writeString(Path.of(file), "\nthroughput:\n  raise-to-mibps: 100\n",
        StandardOpenOption.APPEND);
  }

  @AfterEach
  void stopAgents() throws IOException {
    try (Sandbox sandbox = Sandbox.open(dir)) {
      sandbox.stopAgents();
    }
  }

  @Test
  void plansRunsOwesAndRestoresWithThePolicyThatIsDocumented() throws IOException {
    Map<String, String> before = everything();
    assertThat(migrator(Duration.ZERO, "plan", "-o", "json")).as("%s", typed.err()).isZero();
    assertThat(everything()).isEqualTo(before);
    assertThat(operations()).allMatch(call -> call.startsWith("Describe")
        || call.equals("GetMetricData"));
    checkPlan(JSON.readTree(typed.out()));

    assertThat(migrator(Duration.ZERO, "launch", "--yes")).as("%s", typed.err()).isZero();
    assertThat(migrator(Duration.ofHours(12), "status")).isZero();
    assertThat(typed.out()).startsWith("OWED: set fs-")
        .contains("20.00 USD a day, 10.0", "may do it from");

    assertThat(migrator(Duration.ZERO, "throughput", "restore")).isEqualTo(NOT_YET);
    assertThat(changes()).as("too early by our clock: not asked").isEqualTo(2);
    assertThat(migrator(Duration.ofHours(25), "throughput", "restore")).isEqualTo(NOT_YET);
    assertThat(changes()).as("too early by the clock of EFS: asked once each").isEqualTo(4);
    letADayPassAtAws();
    assertThat(migrator(Duration.ofHours(25), "throughput", "restore")).as("%s", typed.err())
        .isZero();
    assertThat(changes()).isEqualTo(6);
    assertThat(migrator(Duration.ofHours(25), "throughput", "restore")).isZero();
    assertThat(changes()).isEqualTo(6);
    assertThat(migrator(Duration.ofHours(25), "status")).isZero();
    assertThat(typed.out()).doesNotContain("OWED");

    checkPolicy();
  }

  private static void checkPlan(JsonNode plan) {
    assertThat(plan.propertyNames()).containsExactly("migration", "region", "source", "launchable",
        "stages", "created", "changed", "runsOnNodes", "deleted", "size", "estimate", "prices",
        "findings");
    assertThat(plan.path("launchable").asBoolean()).isTrue();
    assertThat(plan.path("deleted").isEmpty()).isTrue();
    assertThat(plan.path("size").path("files").asLong()).isGreaterThan(30);
    assertThat(plan.path("size").path("basis").asString()).isEqualTo("counted");
    assertThat(plan.path("estimate").path("raisedUsdPerDay").decimalValue())
        .isEqualByComparingTo("40");
    assertThat(plan.path("changed").toString()).contains("provisioned:100.0");
  }

  private void checkPolicy() throws IOException {
    Set<String> called = new TreeSet<>();
    for (String operation : operations()) {
      called.add((operation.equals("GetMetricData") ? "cloudwatch:" : "elasticfilesystem:")
          + operation);
    }
    Set<String> allowed = new TreeSet<>();
    Set<String> asked = new TreeSet<>();
    for (JsonNode statement : JSON.readTree(Files.readString(IAM.resolve("migrate.json")))
        .path("Statement").values()) {
      JsonNode actions = statement.path("Action");
      Set<String> these = new TreeSet<>();
      if (actions.isString()) {
        these.add(actions.asString());
      }
      actions.values().forEach(action -> these.add(action.asString()));
      allowed.addAll(these);
      if (!statement.path("Condition").toString().contains("aws:CalledVia")) {
        asked.addAll(these);
      }
    }
    assertThat(allowed).containsAll(called);

    String explained = Files.readString(IAM.resolve("README.md")).split("## Not called", 2)[1];
    allowed.removeAll(called);
    assertThat(allowed).allSatisfy(action -> assertThat(explained).contains("`" + action + "`"));

    Set<String> known = new TreeSet<>();
    AwsCalls.all().forEach(call -> known.add(call.action()));
    assertThat(known).as("but for what EFS calls in our name").isEqualTo(asked);
  }

  /** As if throughput had been raised a day earlier than it was. */
  private void letADayPassAtAws() throws IOException {
    Path state = dir.resolve("aws/state.json");
    ObjectNode root = (ObjectNode) JSON.readTree(Files.readString(state));
    for (JsonNode row : root.path("fileSystems").values()) {
      ObjectNode fileSystem = (ObjectNode) row;
      fileSystem.put("throughputRaisedAt", fileSystem.path("throughputRaisedAt").asLong()
          - Duration.ofHours(25).toMillis());
    }
    Files.writeString(state, JSON.writeValueAsString(root));
  }

  private long changes() throws IOException {
    return operations().stream().filter("UpdateFileSystem"::equals).count();
  }

  private List<String> operations() throws IOException {
    return Files.readAllLines(dir.resolve("aws/requests.log")).stream()
        .map(line -> line.split("\t", -1)[1]).toList();
  }

  /** Every file of the sandbox with its size and time, but for the endpoint's own and the agents'. */
  private Map<String, String> everything() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(dir)) {
      for (Path path : paths.toList()) {
        String name = dir.relativize(path).toString();
        if (!name
            .matches("aws|aws/(endpoint|lock|requests\\.log)|nodes/.*|source(/recordings.*)?")) {
          found.put(name, Files.isRegularFile(path)
              ? Files.size(path) + " " + Files.getLastModifiedTime(path)
              : "");
        }
      }
    }
    return found;
  }

  private int migrator(Duration later, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("-c", file));
    Clock clock = Clock.offset(Clock.systemUTC(), later);
    return typed.run(clock, arguments.toArray(String[]::new));
  }
}
