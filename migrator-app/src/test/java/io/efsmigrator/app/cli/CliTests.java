package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.documents.CommandsRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** None of these may start anything: there is no launcher to ask. */
class CliTests {

  private static final int USAGE = 2;
  private static final int REFUSED = 5;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "launch --help", "help copy", "status -h"})
  void helpsWithoutStartingAnything(String arguments) {
    assertThat(run(arguments.split(" "))).isZero();
    assertThat(out.toString()).isNotBlank();
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lunch", "launch --fast", "copy", "copy /only-one", "history twelve",
    "abandon",
    "status -o xml", "history --steps --problems", "copy a b --verify some",
    "copy a b --xattrs some", "launch", "approve", "archive",
    "archive --storage-class TAPE", "plan", "throughput", "throughput restore",
    "plan -o csv",
    "demo --files -1", "demo --latency 99999999", "abandon 3"})
  void answersWrongUsageWithTwoLinesAndExitTwo(String arguments) {
    int code = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(code).isEqualTo(USAGE);
    assertTwoLines();
  }

  @Test
  void refusesAPasswordOnTheCommandLine() {
    for (String url : List.of("jdbc:postgresql://h/d?user=a&password=b",
        "jdbc:postgresql://user:secret@h/d")) {
      assertThat(run("history", "--db", url)).isEqualTo(USAGE);
      assertThat(err.toString()).contains("EFS_MIGRATOR_DB_PASSWORD").doesNotContain("secret");
    }
  }

  @Test
  void refusesADatabaseOfAnotherKind() {
    assertThat(run("history", "--db", "jdbc:mysql://h/d")).isEqualTo(USAGE);
    assertTwoLines();
  }

  @Test
  void saysThatThereIsNoHistoryAndMakesNone() {
    Path state = folder.resolve("state");

    assertThat(run("status", "--state", state.toString())).isEqualTo(USAGE);
    assertTwoLines();
    assertThat(state).doesNotExist();
  }

  @Test
  void explainsARepositoryThatIsCorrupt() throws IOException {
    Files.writeString(folder.resolve("repository.mv.db"),
        "no database at all, but some text\n".repeat(500));

    assertThat(run("status", "--state", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("cannot be read");
    assertTwoLines();
    assertThat(folder.resolve("logs/errors.log")).isNotEmptyFile();
  }

  @Test
  void refusesToCopyADirectoryOntoItselfOrIntoItself() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("a/b"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), inside);
    String outer = folder.resolve("a").toString();

    for (List<String> pair : List.of(List.of(outer, outer), List.of(outer, inside.toString()),
        List.of(inside.toString(), outer), List.of(outer, link.toString()))) {
      assertThat(run("copy", pair.get(0), pair.get(1))).as("%s", pair).isEqualTo(REFUSED);
    }
  }

  @Test
  void makesNoTargetThatIsMissing() {
    Path missing = folder.resolve("missing");

    assertThat(run("copy", folder.toString(), missing.toString())).isEqualTo(USAGE);
    assertThat(missing).doesNotExist();
  }

  @Test
  void namesTheLineOfAWrongConfiguration() throws IOException {
    Path file = Files.writeString(folder.resolve("m.yaml"), "name: x\ncolour: red\n");

    assertThat(run("launch", "-c", file.toString())).isEqualTo(USAGE);
    assertThat(err.toString()).contains("m.yaml:1: source is missing");
    assertTwoLines();
  }

  @Test
  void knowsTheStepsThatOneCanStopAfter() {
    LaunchCommand.check("verify");
    LaunchCommand.check("deltaPass2");

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> LaunchCommand.check("verfy"))
        .hasMessageContaining("there is no step `verfy`");
  }

  private int run(String... arguments) {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return CommandsRun.of(new Cli(() -> {
      throw new AssertionError("nothing may be started");
    }, clock)).run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private void assertTwoLines() {
    assertThat(err.toString().lines()).hasSize(2).first().asString().startsWith("error: ");
    assertThat(err.toString().lines().skip(1)).first().asString().startsWith("fix:   ");
  }
}
