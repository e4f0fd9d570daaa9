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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cutover that takes longer than it may: calls are recorded again, and nothing is lost. */
class CutoverLimitIntegrationTests {

  private static final int FAILED = 1;

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stopAgents() throws IOException {
    try (Sandbox sandbox = Sandbox.open(folder.resolve("sandbox"))) {
      sandbox.stopAgents();
    }
  }

  @Test
  void letsTheWritersGoOnOnTheSourceAndCutsOverAnotherNight() throws IOException {
    Path dir = folder.resolve("sandbox");
    Sandbox.create(dir, SandboxOptions.generated(30)).close();
    Path file = dir.resolve("migration.yaml");
    String configuration = Files.readString(file);
    // Two agents take longer than that to stop.
    Files.writeString(file,
        configuration.replace("cutover:\n", "cutover:\n  window-limit: 1s\n"));

    assertThat(migrator(file, "launch", "--yes")).as("%s", out).isEqualTo(FAILED);
    assertThat(err.toString()).contains("paused for 1.0 s", "at work on the source again",
        "cutover.window-limit").hasLineCount(2);
    for (String node : List.of("node-a", "node-b")) {
      Path state = dir.resolve("nodes").resolve(node).resolve("state");
      assertThat(state.resolve("agent")).hasContent("running");
      assertThat(Files.readString(state.resolve("endpoint")))
          .isEqualTo(Files.readString(state.resolve("first-endpoint")));
      assertThat(Files.readString(state.resolveSibling("commands.log")))
          .doesNotContain("ClusterEFSendpoint");
    }
    assertThat(migrator(file, "status")).isZero();
    assertThat(out.toString()).doesNotContain("PAUSED");
    assertThat(migrator(file, "history", "-o", "csv")).isZero();
    assertThat(out.toString()).contains("Given up");

    Files.writeString(file, configuration);
    assertThat(migrator(file, "restart")).as("%s%s", out, err).isZero();
    assertThat(out.toString()).contains("writers at work, paused for");
    assertThat(FileTree.read(dir.resolve("target")))
        .isEqualTo(FileTree.read(dir.resolve("source")));
  }

  private int migrator(Path file, String command, String... more) {
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
