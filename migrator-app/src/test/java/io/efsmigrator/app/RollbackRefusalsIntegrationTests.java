package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback as an operator meets it where it must not be done, or not yet. */
class RollbackRefusalsIntegrationTests {

  private static final int REFUSED = 5;
  private static final int DIFFERENCES = 4;

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path dir;
  private String file;

  @BeforeEach
  void makeSandbox() throws IOException {
    dir = folder.resolve("sandbox");
    Sandbox.create(dir, new SandboxOptions(10, 1, null, SandboxOptions.Writers.SILENT)).close();
    file = dir.resolve("migration.yaml").toString();
  }

  @AfterEach
  void stopAgents() throws IOException {
    try (Sandbox sandbox = Sandbox.open(dir)) {
      sandbox.stopAgents();
    }
  }

  @Test
  void goesBackOnlyOnceItIsAllowedAndLosesNothingThatOnlyTheSourceHas() throws Exception {
    String source = MigrationFile.read(Path.of(file)).plan().id().source().value();

    // Before there is a migration, and before its cutover.
    assertThat(migrator("rollback", "--confirm", source)).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("There is no migration");
    assertThat(migrator("launch", "--yes", "--until", "verify")).isEqualTo(3);
    String target = Files.readString(dir.resolve("mounts")).lines()
        .filter(line -> line.endsWith("/target")).map(line -> line.substring(0, line.indexOf('\t')))
        .findFirst()
        .orElseThrow();
    assertThat(migrator("rollback", "--confirm", target)).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("has not begun");

    // It looks, and asks for the id of the target and of nothing else.
    assertThat(migrator("launch", "--yes")).as("%s", err).isZero();
    FileTree tree = FileTree.read(dir.resolve("target"));
    assertThat(migrator("rollback")).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("--confirm " + target);
    assertThat(migrator("rollback", "--confirm", source)).isEqualTo(REFUSED);
    assertThat(migrator("rollback", "--dry-run")).as("%s", err).isZero();
    assertThat(out.toString()).contains("OK    reverse", "finalReversePass");
    assertThat(migrator("launch", "--yes")).isZero();

    // Somebody has written to the source since: nothing is touched until that is safe.
    Path late = dir.resolve("source/late-recording");
    Files.writeString(late, "recorded by a Backup that woke up");
    assertThat(migrator("rollback", "--confirm", target)).isEqualTo(DIFFERENCES);
    assertThat(migrator("history", "--problems")).isZero();
    assertThat(out.toString()).contains("late-recording");
    assertThat(late).exists();
    assertThat(endpoint("node-a")).startsWith(target);

    // From here on there is only the way back.
    assertThat(migrator("launch", "--yes")).isEqualTo(REFUSED);
    assertThat(err.toString()).contains("rollback");
    assertThat(migrator("decommission", "--confirm", source, "--soak", "0s", "--without-backup"))
        .isEqualTo(REFUSED);
    assertThat(err.toString()).contains("rollback");
    Files.move(late, folder.resolve("saved"));

    assertThat(migrator("restart")).as("%s%s", out, err).isZero();
    assertThat(out.toString()).contains("ROLLED BACK", source);
    assertThat(endpoint("node-a")).isEqualTo(endpoint("node-b")).startsWith(source);
    assertThat(FileTree.read(dir.resolve("source")).equals(tree)).isTrue();
    assertThat(migrator("rollback", "--confirm", target)).isZero();
    assertThat(out.toString()).contains("nothing to do");
    assertThat(migrator("decommission", "--confirm", source, "--soak", "0s", "--without-backup"))
        .isEqualTo(REFUSED);
    assertThat(Files.readString(dir.resolve("aws/requests.log"))).doesNotContain("DELETE");
  }

  private String endpoint(String node) throws IOException {
    return Files.readString(dir.resolve("nodes").resolve(node).resolve("state/endpoint")).strip();
  }

  private int migrator(String command, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] arguments = new String[more.length + 3];
    arguments[0] = command;
    arguments[1] = "-c";
    arguments[2] = file;
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new Cli(() -> new BatchLauncher(Clock.systemUTC()), Clock.systemUTC())
        .run(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}
