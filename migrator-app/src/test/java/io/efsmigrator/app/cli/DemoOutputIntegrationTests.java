package io.efsmigrator.app.cli;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How the real {@code demo} reads on terminals of two widths and in a file. The three run beside each
 * other, since a demo mostly waits for its EFS and its nodes.
 */
@Execution(ExecutionMode.CONCURRENT)
class DemoOutputIntegrationTests {

  private static final String LAUNCHER = Path.of("..", "migrator").toAbsolutePath().normalize()
      .toString();
  private static final FileTree SOURCE = FileTree.of(
      dir("recordings", dir("2026", file("in-101.wav", "a".repeat(20_000)),
          file("out-102.wav", "b".repeat(1_234_567)), hardLink("kept.wav", "in-101.wav"),
          symlink("latest.wav", "out-102.wav"))),
      dir("voicemail", dir("100", file("msg0000.wav", "c"), file("msg0001.wav", ""))));
  private static final int ROWS = 24;
  private static final int WHOLE = 500;
  private static final int LIMIT_MINUTES = 4;
  /** Everything that moves the cursor, colours or clears, complete. */
  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z@]");
  private static final Pattern PIECE = Pattern.compile(ESCAPE + "|(?s).");

  @TempDir
  private static Path folder;

  private static final List<Process> DEMOS = new ArrayList<>();

  @BeforeAll
  static void begin() throws IOException {
    SOURCE.build(Files.createDirectory(folder.resolve("source")));
    DEMOS.add(demo("file", "exec " + demoLine("file")));
    for (int columns : List.of(80, 200)) {
      String name = Integer.toString(columns);
      DEMOS.add(demo(name, "exec script --quiet --return --command 'stty columns " + columns
          + " rows " + ROWS + "; exec " + demoLine(name) + "' /dev/null"));
    }
  }

  private static String demoLine(String name) {
    return LAUNCHER + " demo --source " + folder.resolve("source") + " --dir "
        + folder.resolve(name);
  }

  private static Process demo(String name, String line) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(printed(name).toFile());
    shell.environment().put("TERM", "xterm-256color");
    shell.environment().remove("NO_COLOR");
    return shell.start();
  }

  @AfterAll
  static void end() throws IOException {
    DEMOS.forEach(Process::destroyForcibly);
    for (String name : List.of("file", "80", "200")) {
      Path sandbox = folder.resolve(name);
      if (Sandbox.isSandbox(sandbox)) {
        try (Sandbox open = Sandbox.open(sandbox)) {
          open.stopAgents();
        }
      }
    }
  }

  @Test
  void inAFileItIsOneLineForEachThing() throws Exception {
    List<String> lines = output("file").lines().toList();

    Golden.assertSame("demo-file.txt", Steady.lines(lines, folder.resolve("file")));
    assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("\u001b", "\r"));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void onATerminalItStaysWithinTheColumns(int columns) throws Exception {
    String name = Integer.toString(columns);
    String output = output(name);

    String whole = new Screen(columns, WHOLE).write(output).text();
    Golden.assertSame("demo-" + columns + ".txt",
        Steady.screen(whole.lines().toList(), folder.resolve(name)));
    assertThat(whole).endsWith(new Screen(columns, ROWS).write(output).text());
    assertThat(ESCAPE.matcher(output).replaceAll("").chars()
        .filter(character -> character < ' ' && character != '\r' && character != '\n'))
        .as("torn escapes").isEmpty();
    assertFramesFit(output, columns);
  }

  /** The last column is never written to: what is there would be wrapped, and the screen move. */
  private static void assertFramesFit(String output, int columns) {
    Screen screen = new Screen(columns, ROWS);
    int frames = 0;
    for (Matcher piece = PIECE.matcher(output); piece.find();) {
      screen.write(piece.group());
      if (piece.group().equals("\n")) {
        frames++;
        assertThat(screen.rows()).allSatisfy(row -> assertThat(row.length()).isLessThan(columns));
      }
    }
    assertThat(frames).isGreaterThan(ROWS);
  }

  private static Path printed(String name) {
    return folder.resolve(name + ".out");
  }

  private static String output(String name) throws Exception {
    Process demo = DEMOS.get(List.of("file", "80", "200").indexOf(name));
    boolean ended = demo.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    String output = Files.readString(printed(name), StandardCharsets.UTF_8);
    assertThat(ended && demo.exitValue() == 0).as(output).isTrue();
    return output;
  }
}
