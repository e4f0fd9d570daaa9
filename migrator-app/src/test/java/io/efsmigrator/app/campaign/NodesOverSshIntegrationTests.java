package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.NodeKind;
import io.efsmigrator.app.ssh.NodeReach;
import io.efsmigrator.app.ssh.OpenSshServer;
import io.efsmigrator.tree.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole migration whose nodes are reached by real SSH, killed on the way and restarted: every
 * command that changes a node has run once on it. Always with one kind of cluster, drawn by lot, and
 * one kill; the profile {@code campaign} has every kind, killed at every step that acts on a node.
 */
@Execution(ExecutionMode.CONCURRENT)
class NodesOverSshIntegrationTests {

  private static final int FILES = 200;
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int KINDS = Integer.getInteger("campaign.kinds", 1);
  private static final List<String> NODE_STEPS = List.of("upgradePrimary started",
      "quiesce started", "switchPrimary started", "upgradeBackup started", "switchBackup started",
      "setNormal started");

  @TempDir
  Path folder;

  static Stream<NodeKind> kinds() {
    List<NodeKind> kinds = Arrays.asList(NodeKind.values());
    Collections.shuffle(kinds, new Random(SEED));
    return kinds.stream().limit(KINDS);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aMigrationThatIsKilledRunsEveryCommandOnce(NodeKind kind) throws Exception {
    System.out.println("nodes over SSH: " + kind + ", seed " + SEED);
    try (OpenSshServer server = OpenSshServer.start(folder);
        DemoScenario demo = new DemoScenario(folder.resolve("demo"), FILES, List.of())) {
      List<String> launch = new ArrayList<>(demo.launch());
      launch.addAll(List.of("--nodes", kind.toString()));
      killed(launch, "createFileSystem waiting");
      NodeReach.over(server).into(demo.migrationFile());
      for (String moment : KINDS == 1 ? List.of("switchPrimary started") : NODE_STEPS) {
        killed(demo.restart(), moment);
      }

      try (MigratorProcess process = MigratorProcess.start(demo.restart())) {
        assertThat(process.exitCode()).as(process.lastLines()).isZero();
        assertThat(process.output()).contains("EFS DATA MIGRATION SUCCESSFUL");
      }
      assertThat(FileTree.read(demo.target())).isEqualTo(FileTree.read(demo.source()));
      demo.checkEndState();
      for (String node : List.of("node-a", "node-b")) {
        checkDoneOnce(kind, Files.readAllLines(demo.commands(node)), node);
      }
      assertThat(Files.readString(folder.resolve("sshd.log"))).contains("Accepted publickey");
    }
  }

  /** A stop or a start may be ordered again by whoever was killed while it went on; these may not. */
  private static void checkDoneOnce(NodeKind kind, List<String> log, String node) {
    List<String> once = switch (kind) {
      case CLUSTER_MGR -> List.of("DONE upgrade-cluster", "DONE ClusterEFSendpoint");
      case FSTAB -> List.of("umount ");
      case COMMANDS -> List.of("DONE update", "DONE use ");
    };
    for (String words : once) {
      assertThat(log.stream().filter(line -> line.contains(words))).as("%s: %s", node, words)
          .hasSize(1);
    }
  }

  private static void killed(List<String> command, String moment) throws Exception {
    try (MigratorProcess process = MigratorProcess.startAndKillAt(command, moment)) {
      assertThat(process.wasKilled()).as("killed at «%s»:%n%s", moment, process.lastLines())
          .isTrue();
    }
  }
}
