package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cutover that takes longer than it may: calls are recorded again, and nothing is lost. */
class CutoverLimitIntegrationTests {

  private static final int FAILED = 1;

  @TempDir
  private Path folder;

  @Test
  void letsTheWritersGoOnOnTheSourceAndCutsOverAnotherNight() throws IOException {
    try (SandboxRun run = new SandboxRun(folder.resolve("sandbox"), 30)) {
      // Two agents take longer than that to stop.
      String limit = "cutover:\n  window-limit: 1s\n";
      run.configure("cutover:\n", limit);

      assertThat(run.migrator("launch", "--yes")).as(run.said()).isEqualTo(FAILED);
      assertThat(run.err()).contains("paused for 1.0 s", "at work on the source again",
          "cutover.window-limit").hasLineCount(2);
      for (String node : List.of("node-a", "node-b")) {
        Path state = run.node(node).resolve("state");
        assertThat(state.resolve("agent")).hasContent("running");
        assertThat(Files.readString(state.resolve("endpoint")))
            .isEqualTo(Files.readString(state.resolve("first-endpoint")));
        assertThat(Files.readString(state.resolveSibling("commands.log")))
            .doesNotContain("ClusterEFSendpoint");
      }
      assertThat(run.migrator("status")).isZero();
      assertThat(run.out()).doesNotContain("PAUSED");
      assertThat(run.migrator("history", "-o", "csv")).isZero();
      assertThat(run.out()).contains("Given up");

      run.configure(limit, "cutover:\n");
      assertThat(run.migrator("restart")).as(run.said()).isZero();
      assertThat(run.out()).contains("writers at work, paused for");
      assertThat(FileTree.read(run.target())).isEqualTo(FileTree.read(run.source()));
    }
  }
}
