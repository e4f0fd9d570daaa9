package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.cli.LiveScreen.Colors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a run reads on terminals of two widths, in a file and for a program. */
class RunViewsTests {

  private static final int ROWS = 24;
  private static final Clock NIGHT = Clock.fixed(Instant.parse("2026-11-28T23:04:05.678Z"),
      ZoneId.of("Europe/Berlin"));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void aTerminalKeepsWhatEndedAndRewritesWhatGoesOn(int columns) throws IOException {
    LiveScreen screen = screen(columns, Colors.ON);

    SampleRun.begin(screen);
    String begun = shown(columns);
    SampleRun.goOn(screen);
    String inFullSwing = shown(columns);
    SampleRun.end(screen);
    screen.close();

    Golden.assertSame("terminal-" + columns + ".txt", begun + line(columns) + inFullSwing
        + line(columns) + shown(columns));
  }

  @Test
  void aWindowThatIsLowShowsTheFirstOfWhatGoesOn() throws IOException {
    LineDisciplineTerminal terminal = terminal(80);
    terminal.setSize(Size.of(80, 4));
    LiveScreen screen = new LiveScreen(terminal, Colors.OFF);

    SampleRun.begin(screen);

    assertThat(shown(80, 4).lines()).hasSize(4).last().asString().startsWith(" ".repeat(22));
    assertThat(shown(80, 4).lines().skip(1)).first().asString().startsWith("scan  ");
  }

  @Test
  void colorsAreLeftOutWhereNobodyWantsThem() throws IOException {
    LiveScreen colored = screen(80, Colors.ON);
    SampleRun.begin(colored);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).containsPattern("\u001b\\[[0-9;]*m");
    bytes.reset();

    LiveScreen plain = screen(80, Colors.OFF);
    SampleRun.begin(plain);

    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("COMPLETED")
        .doesNotContainPattern("\u001b\\[[0-9;]*m");
  }

  @Test
  void noNameReachesATerminalAsItIs() throws IOException {
    LiveScreen screen = screen(80, Colors.OFF);
    SampleRun.begin(screen);
    SampleRun.end(screen);

    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\\x1b[2J", "\\u{202e}")
        .doesNotContain("\u001b[2J", "\u202e");
  }

  @Test
  void aFileGetsALineForEachThingWithTimeAndOffset() {
    RunView lines = new PlainLines(new PrintWriter(out), NIGHT);
    whole(lines);

    Golden.assertSame("plain.txt", out.toString());
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line).startsWith("2026-11-29T00:04:05+01:00 "));
  }

  @Test
  void aNightMakesNoThousandsOfLines() {
    RunView lines = new PlainLines(new PrintWriter(out), NIGHT);

    assertThat(lines.lookAgainIn(Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
    assertThat(lines.lookAgainIn(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aProgramGetsAnObjectALine() {
    JsonLines lines = new JsonLines(new PrintWriter(out), NIGHT);
    whole(lines);
    lines.ended("Failed", 1, "execution 3 failed\n");

    Golden.assertSame("lines.jsonl", out.toString());
    JsonMapper json = JsonMapper.builder().build();
    assertThat(out.toString().lines()).allSatisfy(line -> {
      JsonNode event = json.readTree(line);
      assertThat(event.path("at").asString()).isEqualTo("2026-11-29T00:04:05.678+01:00");
      assertThat(event.path("event").asString()).isNotEmpty();
    });
    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void quietSaysOnlyWhatIsWrong() {
    whole(new QuietLines(new PrintWriter(out)));

    assertThat(out.toString().lines()).hasSize(1).first().asString()
        .startsWith("source does not answer");
  }

  private static void whole(RunView view) {
    SampleRun.begin(view);
    SampleRun.goOn(view);
    SampleRun.end(view);
    view.close();
  }

  private LiveScreen screen(int columns, Colors colors) throws IOException {
    return new LiveScreen(terminal(columns), colors);
  }

  private LineDisciplineTerminal terminal(int columns) throws IOException {
    LineDisciplineTerminal terminal = new LineDisciplineTerminal("test", "xterm-256color", bytes,
        StandardCharsets.UTF_8);
    terminal.setSize(Size.of(columns, ROWS));
    return terminal;
  }

  private static String line(int columns) {
    return "=".repeat(columns) + "\n";
  }

  /** What a person sees by now. */
  private String shown(int columns) {
    return shown(columns, ROWS);
  }

  private String shown(int columns, int rows) {
    return new Screen(columns, rows).write(bytes.toString(StandardCharsets.UTF_8)).text();
  }
}
