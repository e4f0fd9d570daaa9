package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole guide with both nodes over Systems Manager, killed once while the Primary is upgraded:
 * each node is upgraded and switched once, and AWS is asked for what the policy grants.
 */
@Execution(ExecutionMode.CONCURRENT)
@EnabledIfSystemProperty(named = "campaign.kinds", matches = "3", disabledReason = "a minute of its own; it runs with -Pcampaign, what it is made of always")
class SsmRunIntegrationTests {

  private static final Path POLICY = Path.of("..", "docs", "iam", "ssm.json");

  @TempDir
  private Path temporary;

  @Test
  void upgradesEachNodeOnceThoughTheProgramIsKilled() throws Exception {
    Path dir = temporary.resolve("sandbox");
    String file;
    try (Sandbox sandbox = Sandbox.create(dir,
        new SandboxOptions(20, 7, null, SandboxOptions.Writers.SILENT))) {
      file = sandbox.configuration().toString();
    }
    try {
      String local = Files.readString(Path.of(file));
      Files.writeString(Path.of(file), local
          .replace("role: primary", channel("primary", Sandbox.PRIMARY_INSTANCE))
          .replace("role: backup", channel("backup", Sandbox.BACKUP_INSTANCE)));

      try (MigratorProcess process = MigratorProcess
          .startAndKillAt(List.of("launch", "--yes", "-c", file), "upgradePrimary started")) {
        assertThat(process.wasKilled()).as("%s", process.output()).isTrue();
      }
      try (MigratorProcess process = MigratorProcess.start(List.of("restart", "-c", file))) {
        assertThat(process.exitCode()).as("%s", process.output()).isZero();
      }

      assertThat(RollbackScenario.differences(FileTree.read(dir.resolve("source")),
          FileTree.read(dir.resolve("target")))).isEmpty();
      for (String node : List.of("node-a", "node-b")) {
        List<String> commands = Files.readAllLines(dir.resolve("nodes/" + node + "/commands.log"));
        assertThat(commands).filteredOn(line -> line.contains("\tDONE upgrade-cluster")).hasSize(1);
        assertThat(commands).filteredOn(line -> line.contains("\tANSWER no")).hasSize(1);
        assertThat(commands).noneMatch(line -> line.contains("ANSWER yes"));
      }
      checkPolicy(dir);
    } finally {
      try (Sandbox sandbox = Sandbox.open(dir)) {
        sandbox.stopAgents();
      }
    }
  }

  private static String channel(String role, String instance) {
    return """
        role: %s
              channel: ssm
              instance-id: %s""".formatted(role, instance);
  }

  private static void checkPolicy(Path dir) throws IOException {
    Set<String> called = new TreeSet<>();
    for (String line : Files.readAllLines(dir.resolve("aws/requests.log"))) {
      String operation = line.split("\t", -1)[1];
      if (operation.endsWith("Command") || operation.endsWith("CommandInvocation")
          || operation.equals("DescribeInstanceInformation")) {
        called.add("ssm:" + operation);
      }
    }
    Set<String> allowed = new TreeSet<>();
    for (JsonNode statement : JsonMapper.builder().build()
        .readTree(Files.readString(POLICY)).path("Statement").values()) {
      JsonNode actions = statement.path("Action");
      if (actions.isString()) {
        allowed.add(actions.asString());
      }
      actions.values().forEach(action -> allowed.add(action.asString()));
    }
    // Only what is not done in its time is cancelled.
    called.add("ssm:CancelCommand");
    assertThat(allowed).isEqualTo(called);
  }
}
