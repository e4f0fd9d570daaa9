package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.tree.FileTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One migration, killed in every step that does something: it is restarted each time and ends as if
 * nothing had happened, and no file that its ledgers called copied is touched again. Always in some
 * of the steps, in the profile {@code campaign} in all.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillAtEveryStepIntegrationTests {

  private static final int FILES = 600;
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int SMALL = 5;

  /** Lines of the progress output; the process is killed when it has printed them. */
  private static final List<String> MOMENTS = List.of("createFileSystem waiting",
      "awaitMountTargets waiting", "upgradePrimary waiting", "mountTarget started",
      "scan started", "copyFiles started", "finishTree started", "deltaPass1.scan started",
      "verify.content started", "quiesce started", "finalPass.scan started",
      "finalPass.prove started", "finalPass.prove COMPLETED", "switchPrimary started",
      "upgradeBackup waiting", "switchBackup started", "setNormal started");

  @TempDir
  Path folder;

  @Test
  void aMigrationKilledInEveryStepEndsAsIfNothingHadHappened() throws Exception {
    try (DemoScenario demo = new DemoScenario(folder, FILES, List.of())) {
      Map<RelativePath, Timestamp> committed = Map.of();
      List<String> command = demo.launch();
      for (String moment : Lot.draw(SEED, SMALL, MOMENTS)) {
        try (MigratorProcess process = MigratorProcess.startAndKillAt(command, moment)) {
          assertThat(process.wasKilled())
              .as(() -> "killed at «%s»:%n%s".formatted(moment, demo.story(process))).isTrue();
        }
        committed = Recopies.check(demo, committed, "killed at " + moment);
        command = demo.restart();
      }

      try (MigratorProcess process = MigratorProcess.start(command)) {
        assertThat(process.exitCode()).as(() -> demo.story(process)).isZero();
        assertThat(process.output()).contains("EFS DATA MIGRATION SUCCESSFUL");
      }
      Recopies.check(demo, committed, "after the last restart");
      assertThat(FileTree.read(demo.target())).isEqualTo(FileTree.read(demo.source()));
      demo.checkEndState();
    }
  }
}
