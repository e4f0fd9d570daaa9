package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.documents.CommandsRun;
import io.efsmigrator.app.history.Rows;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What helps at a shell: completion, a check of the file, lists for a spreadsheet. */
class ShellTests {

  private static final Path SAMPLE = Path.of("..", "docs", "examples", "migration.yaml");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  Path folder;

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assertThat(run("completion")).isZero();
    Path script = Files.writeString(folder.resolve("completion"), out.toString());

    assertThat(completed(script, "migrator", "hist")).contains("history");
    assertThat(completed(script, "migrator", "history", "--par")).contains("--partitions");
    assertThat(completed(script, "migrator", "config", "ch")).contains("check");
  }

  @Test
  void aRightFileIsSaidToBeRight() {
    assertThat(run("config", "check", SAMPLE.toString())).isZero();
    assertThat(out.toString()).contains("source.file-system", "fs-0123456789abcdef0")
        .endsWith(SAMPLE + " is right\n");
  }

  @Test
  void aWrongFileIsSaidToBeWrongWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("m.yaml"),
        Files.readString(SAMPLE).replace("region:", "regoin:"));

    assertThat(run("config", "check", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(file.toString(), "regoin").hasLineCount(2);
  }

  @Test
  void aWebhookThatIsNowhereIsFoundByTheCheck() throws IOException {
    Path file = Files.writeString(folder.resolve("m.yaml"),
        Files.readString(SAMPLE) + "\nnotify:\n  webhook-file: nowhere\n");

    assertThat(run("config", "check", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("nobody could be notified", "nowhere").hasLineCount(2);
  }

  @Test
  void aSpreadsheetTakesNoNameForAFormula() {
    StringWriter csv = new StringWriter();

    RowsPrinter.csv(new PrintWriter(csv),
        new Rows(List.of("name", "number"), List.of(
            new ArrayList<>(List.of("=HYPERLINK(\"http://x\")", -3L)),
            new ArrayList<>(List.of("@SUM(1,2)", -0.5)), new ArrayList<>(List.of("a=b", 1L)))));

    assertThat(csv.toString().split("\r\n", -1)).containsExactly("name,number",
        "\"'=HYPERLINK(\"\"http://x\"\")\",-3", "\"'@SUM(1,2)\",-0.5", "a=b,1", "");
  }

  private int run(String... arguments) {
    return CommandsRun.of(new Cli(() -> {
      throw new AssertionError("this starts nothing");
    }, Clock.systemUTC())).run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  /** What bash offers for the last of these words. */
  private static List<String> completed(Path script, String... words)
      throws IOException, InterruptedException {
    String program = "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
        + " _complete_migrator; printf '%s\\n' \"${COMPREPLY[@]}\"";
    List<String> command = new ArrayList<>(
        List.of("bash", "-c", program, "bash", script.toString()));
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said.lines().map(String::strip).toList();
  }
}
