package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.NodeKind;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole guide on clusters of other kinds, killed while the Primary is switched. */
@Execution(ExecutionMode.CONCURRENT)
@EnabledIfSystemProperty(named = "campaign.kinds", matches = "3", disabledReason = "a minute of its own; it runs with -Pcampaign, what it is made of always")
class NodeKindsIntegrationTests {

  private static final int FILES = 200;

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource(names = "CLUSTER_MGR", mode = EnumSource.Mode.EXCLUDE)
  void aKilledMigrationOrdersEverythingOnce(NodeKind kind) throws Exception {
    Path sandbox = folder.resolve("sandbox");
    try (Scenario demo = new DemoScenario(folder, FILES, List.of())) {
      List<String> launch = List.of("demo", "--nodes", kind.toString(), "--files",
          Integer.toString(FILES), "--dir", sandbox.toString());
      try (MigratorProcess process = MigratorProcess.startAndKillAt(launch,
          "switchPrimary started")) {
        assertThat(process.wasKilled()).as(process.output()).isTrue();
      }
      try (MigratorProcess process = MigratorProcess.start(demo.restart())) {
        assertThat(process.exitCode()).as(process.lastLines()).isZero();
        assertThat(process.output()).contains("EFS DATA MIGRATION SUCCESSFUL");
      }
      assertThat(FileTree.read(demo.target())).isEqualTo(FileTree.read(demo.source()));
      demo.checkEndState();
      for (String node : List.of("node-a", "node-b")) {
        ordersOnce(kind, sandbox, node);
      }
      checkHistory(kind, demo);
    }
  }

  private static void ordersOnce(NodeKind kind, Path sandbox, String node) throws IOException {
    List<String> log = Files.readAllLines(sandbox.resolve("nodes/" + node + "/commands.log"));
    switch (kind) {
      case FSTAB -> {
        // The first mount and start made the sandbox.
        assertThat(count(log, "systemctl 'stop'")).isEqualTo(1);
        assertThat(count(log, "umount ")).isEqualTo(1);
        assertThat(count(log, "DONE mount ")).isEqualTo(2);
        assertThat(count(log, "systemctl 'start'")).isEqualTo(2);
      }
      case COMMANDS -> {
        assertThat(count(log, "callctl 'hold'")).isEqualTo(1);
        assertThat(count(log, "DONE use ")).isEqualTo(1);
        assertThat(count(log, "callctl 'release'")).isEqualTo(2);
        assertThat(count(log, "DONE update")).isEqualTo(1);
      }
      case CLUSTER_MGR -> throw new IllegalArgumentException("has tests of its own");
    }
  }

  private static void checkHistory(NodeKind kind, Scenario demo) throws Exception {
    try (MigratorProcess history = MigratorProcess
        .start(List.of("history", "--commands", "-o", "csv",
            "--state", demo.state().toString()))) {
      assertThat(history.exitCode()).isZero();
      assertThat(history.output()).contains("switchEndpoint",
          kind == NodeKind.FSTAB ? "fstab-switch.sh" : "callctl");
    }
  }

  private static long count(List<String> log, String words) {
    return log.stream().filter(line -> line.contains("\t" + words)).count();
  }
}
