package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.documents.CommandsRun;
import io.efsmigrator.app.history.SampleHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code history} over two executions of 2026-11-23, 07:00 failed and 08:00 completed. */
class HistoryOutputTests {

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"),
      ZoneOffset.UTC);
  private static final String HOSTILE = "<script>alert(1)</script>\u001b[2J\n=cmd()\u202e\"x";

  @TempDir
  Path folder;

  @BeforeEach
  void history() throws SQLException {
    SampleHistory.create(url());
  }

  @Test
  void narrowsByStatus() {
    assertThat(executions("--status", "failed")).containsExactly(1L);
    assertThat(executions("--status", "FAILED,COMPLETED")).containsExactly(1L, 2L);
    assertThat(executions("--status", "STOPPED")).isEmpty();
  }

  @Test
  void narrowsByTheTimeOfTheBeginning() {
    assertThat(executions("--since", "2026-11-23T07:30")).containsExactly(2L);
    assertThat(executions("--until", "2026-11-23T08:00")).containsExactly(1L);
    assertThat(executions("--since", "2026-11-23", "--until", "2026-11-23")).hasSize(2);
    assertThat(executions("--since", "2026-11-24")).isEmpty();
  }

  @Test
  void narrowsStepsPartitionsAndProblemsAsWell() {
    assertThat(rows("--steps", "--status", "FAILED").size()).isEqualTo(1);
    assertThat(rows("--partitions", "--status", "FAILED").size()).isEqualTo(1);
    assertThat(rows("--problems", "--since", "2026-11-23T08:00Z").size()).isEqualTo(1);
    assertThat(rows("--problems", "--since", "2026-11-23T08:00:01Z").size()).isZero();
  }

  @Test
  void namesTheZoneOfItsTimes() {
    ZoneId here = ZoneId.systemDefault();

    assertThat(run(0)).contains("times in " + here.getId() + ", UTC");
    assertThat(run(0, "--problems")).doesNotContain("times in");
  }

  @Test
  void tellsProgramsTheOffset() {
    assertThat(rows().path(0).path("start_time").asString())
        .matches("2026-11-23T07:00(:00)?([+-][0-9:]+|Z)");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(run(2, "--status", "DONE")).contains("DONE", "FAILED").hasLineCount(2);
    assertThat(run(2, "--since", "yesterday")).contains("--since", "7d").hasLineCount(2);
    assertThat(run(2, "--problems", "--status", "FAILED")).contains("--steps").hasLineCount(2);
  }

  @Test
  void aHostileNameHarmsNoFormat() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      String quoted = HOSTILE.replace("'", "''");
      statement.execute("update problem set path_text = '=" + quoted + "', detail = '-" + quoted
          + "'");
    }

    String table = run(0, "--problems");
    String csv = run(0, "--problems", "-o", "csv");
    String json = run(0, "--problems", "-o", "json");

    for (String text : List.of(table, csv, json)) {
      assertThat(text).contains("<script>alert(1)</script>").doesNotContain("\u001b", "\u202e");
    }
    assertThat(table).contains("\\x1b[2J\\x0a=cmd()\\u{202e}");
    assertThat(csv.split("\r\n", -1)).as("no line more than rows").hasSize(3);
    assertThat(csv).contains("\"'=<script>", "\"'-<script>", "\"\"x\"");
    assertThat(JsonMapper.builder().build().readTree(json).path(0).path("path_text").asString())
        .as("a program gets the name as it is").isEqualTo("=" + HOSTILE);
  }

  private List<Long> executions(String... more) {
    List<Long> executions = new ArrayList<>();
    rows(more).values().forEach(row -> executions.add(row.path("job_execution_id").asLong()));
    return executions;
  }

  private JsonNode rows(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("-o", "json"));
    return JsonMapper.builder().build()
        .readTree(run(0, arguments.toArray(String[]::new)));
  }

  private String url() {
    return "jdbc:h2:" + folder.resolve("repository");
  }

  /** What it prints, or why it does not. */
  private String run(int expected, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("history", "--state", folder.toString()));
    arguments.addAll(List.of(more));
    int code = CommandsRun.of(new Cli(() -> {
      throw new AssertionError("history starts nothing");
    }, CLOCK)).run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    assertThat(code).as("%s", err).isEqualTo(expected);
    return expected == 0 ? out.toString() : err.toString();
  }
}
