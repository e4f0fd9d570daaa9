package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A migration whose target is spoiled from outside between two steps: it says so, and a restart puts
 * it right in a round of its own.
 */
class RoundsIntegrationTests {

  @TempDir
  private Path folder;

  private Path dir;
  private MigrationConfig config;
  private RepositorySettings repository;

  @BeforeEach
  void makeSandbox() throws IOException {
    dir = folder.resolve("sandbox");
    SandboxOptions options = new SandboxOptions(30, 1, null, SandboxOptions.Writers.SILENT);
    try (Sandbox sandbox = Sandbox.create(dir, options)) {
      config = MigrationFile.read(sandbox.configuration());
    }
    for (String node : new String[]{"node-a", "node-b"}) {
      Files.writeString(dir.resolve("nodes").resolve(node).resolve("state/upgrade-pause"), "0\n");
    }
    repository = RepositorySettings.h2(dir.resolve("state"));
  }

  @AfterEach
  void stopAgents() throws IOException {
    try (Sandbox sandbox = Sandbox.open(dir)) {
      sandbox.stopAgents();
    }
  }

  @Test
  void differencesOfAVerificationAndOfTheFinalPassAreRepairedByTheNextRound() throws Exception {
    assertThat(migrate("deltaPass2")).isInstanceOf(RunResult.Stopped.class);
    append(anyFileOfTheTarget(), "rot");
    assertThat(migrate("verify")).isInstanceOf(RunResult.Differences.class);
    assertThat(status()).doesNotContainIgnoringCase("writers are paused");

    assertThat(migrate("finalPass.finishTree")).isInstanceOf(RunResult.Stopped.class);
    assertThat(status()).contains("WRITERS ARE PAUSED").contains("cluster-mgr start-agent");
    append(anyFileOfTheTarget(), "more rot");
    assertThat(migrate("setNormal")).isInstanceOf(RunResult.Differences.class);

    assertThat(migrate("lowerThroughput")).isInstanceOfSatisfying(RunResult.Completed.class,
        done -> assertThat(done.summary()).contains("EFS DATA MIGRATION SUCCESSFUL"));
    assertThat(status()).doesNotContainIgnoringCase("writers are paused");
    assertThat(migrator("history", "--steps", "-o", "json"))
        // The source is at rest: one delta pass has measured that, another one is not worth it.
        .contains("differences found and copied; the final pass would take about",
            "not needed: the final pass would take about")
        .contains("\"verify.again1.copyFiles\"", "\"verify.again1.prove\"",
            "\"finalPass.again1.copyFiles\"", "\"finalPass.again1.prove\"")
        .containsPattern("\"start_time\":\"\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:\\d\\d)\"");
    assertThat(FileTree.read(dir.resolve("target")))
        .isEqualTo(FileTree.read(dir.resolve("source")));
  }

  private RunResult migrate(String until) {
    return new BatchLauncher(Clock.systemUTC()).migrate(config, repository, Optional.of(until),
        RunListener.SILENT);
  }

  private Path anyFileOfTheTarget() throws IOException {
    try (Stream<Path> files = Files.walk(dir.resolve("target"))) {
      return files.filter(Files::isRegularFile).filter(file -> !file.endsWith(".efs-migrator"))
          .min(Path::compareTo).orElseThrow();
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private String status() {
    return migrator("status");
  }

  private String migrator(String... command) {
    String[] arguments = Stream
        .concat(Stream.of(command), Stream.of("--state", repository.stateDirectory().toString()))
        .toArray(String[]::new);
    StringWriter out = new StringWriter();
    int code = new Cli(() -> {
      throw new AssertionError("a look starts nothing");
    }, Clock.systemUTC()).run(new PrintWriter(out), new PrintWriter(out), arguments);
    assertThat(code).as("%s", out).isZero();
    return out.toString();
  }
}
