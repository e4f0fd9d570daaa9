package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private SandboxRun run;

  @BeforeEach
  void makeSandbox() throws IOException {
    run = SandboxRun.silent(folder.resolve("sandbox"), 10);
  }

  @AfterEach
  void stopAgents() throws IOException {
    run.close();
  }

  @Test
  void goesBackOnlyOnceItIsAllowedAndLosesNothingThatOnlyTheSourceHas() throws Exception {
    String source = MigrationFile.read(run.file()).plan().id().source().value();

    // Before there is a migration, and before its cutover.
    assertThat(run.migrator("rollback", "--confirm", source)).isEqualTo(REFUSED);
    assertThat(run.err()).contains("There is no migration");
    assertThat(run.migrator("launch", "--yes", "--until", "verify")).isEqualTo(3);
    String target = Files.readString(run.dir().resolve("mounts")).lines()
        .filter(line -> line.endsWith("/target")).map(line -> line.substring(0, line.indexOf('\t')))
        .findFirst()
        .orElseThrow();
    assertThat(run.migrator("rollback", "--confirm", target)).isEqualTo(REFUSED);
    assertThat(run.err()).contains("has not begun");

    // It looks, and asks for the id of the target and of nothing else.
    assertThat(run.migrator("launch", "--yes")).as("%s", run.err()).isZero();
    FileTree tree = FileTree.read(run.target());
    assertThat(run.migrator("rollback")).isEqualTo(REFUSED);
    assertThat(run.err()).contains("--confirm " + target);
    assertThat(run.migrator("rollback", "--confirm", source)).isEqualTo(REFUSED);
    assertThat(run.migrator("rollback", "--dry-run")).as("%s", run.err()).isZero();
    assertThat(run.out()).contains("OK    reverse", "finalReversePass");
    assertThat(run.migrator("launch", "--yes")).isZero();

    // Somebody has written to the source since: nothing is touched until that is safe.
    Path late = run.source().resolve("late-recording");
    Files.writeString(late, "recorded by a Backup that woke up");
    assertThat(run.migrator("rollback", "--confirm", target)).isEqualTo(DIFFERENCES);
    assertThat(run.migrator("history", "--problems")).isZero();
    assertThat(run.out()).contains("late-recording");
    assertThat(late).exists();
    assertThat(run.endpoint("node-a")).startsWith(target);

    // From here on there is only the way back.
    assertThat(run.migrator("launch", "--yes")).isEqualTo(REFUSED);
    assertThat(run.err()).contains("rollback");
    assertThat(
        run.migrator("decommission", "--confirm", source, "--soak", "0s", "--without-backup"))
        .isEqualTo(REFUSED);
    assertThat(run.err()).contains("rollback");
    Files.move(late, folder.resolve("saved"));

    assertThat(run.migrator("restart")).as("%s", run.said()).isZero();
    assertThat(run.out()).contains("ROLLED BACK", source);
    assertThat(run.endpoint("node-a")).isEqualTo(run.endpoint("node-b")).startsWith(source);
    assertThat(FileTree.read(run.source()).equals(tree)).isTrue();
    assertThat(run.migrator("rollback", "--confirm", target)).isZero();
    assertThat(run.out()).contains("nothing to do");
    assertThat(
        run.migrator("decommission", "--confirm", source, "--soak", "0s", "--without-backup"))
        .isEqualTo(REFUSED);
    assertThat(Files.readString(run.dir().resolve("aws/requests.log"))).doesNotContain("DELETE");
  }
}
