package io.efsmigrator.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.SampleHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page: everything on it, nothing from elsewhere, and no name that becomes a program. */
class ReportPageTests {

  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
  private static final Pattern DATA = Pattern
      .compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

  @TempDir
  Path folder;

  @BeforeEach
  void history() throws SQLException {
    SampleHistory.create(url());
  }

  @Test
  void showsTheStepsOfEveryExecutionAndWhatIsOwed() throws Exception {
    String page = page();

    assertThat(page).contains("Execution 1, try 1", "Execution 2, try 2", "copyFiles", "quiesce",
        "STILL OWED", "20.5", "completed, with 1 open problems", "Europe/Berlin");
    assertThat(page.indexOf("Execution 1,")).isLessThan(page.indexOf("Execution 2,"));
  }

  @Test
  void namesFromOutsideAreTextEverywhere() throws Exception {
    for (String place : List.of("update problem set path_text = ?, detail = ?",
        "update batch_step_execution set exit_message = ?, exit_code = ?",
        "update batch_job_execution set exit_message = ?, exit_code = ?",
        "update migration set source = ?, target = ?",
        "update obligation set raised_to = ?, lower_to = ?",
        "insert into approval (migration_id, gate, actor, comment, decided_at)"
            + " values ('m.fs-00000001', 'cutover', ?, ?, current_timestamp)",
        "insert into finding (migration_id, job_execution_id, level, topic, text, remedy, found_at)"
            + " values ('m.fs-00000001', 1, 'WARN', 'x', ?, ?, current_timestamp)",
        "insert into node_job (migration_id, step, node, attempt, argv, job_directory, state,"
            + " started_at, out, err) values ('m.fs-00000001', 'upgrade', 'a', 1, 'x', '', 'EXITED',"
            + " current_timestamp, ?, ?)",
        "insert into pace (migration_id, setting, throttled, actor, changed_at)"
            + " values ('m.fs-00000001', 'mibps', ?, ?, current_timestamp)")) {
      change(place, HOSTILE + "\u001b[2J", HOSTILE);
    }

    String page = page();

    assertThat(page.contains(HOSTILE)).isFalse();
    assertThat(page.indexOf('\u001b')).isNegative();
    assertThat(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[2J")).isTrue();
    JsonNode data = data(page);
    assertThat(data.path("marks").findValuesAsString("text"))
        .contains("mibps set to " + HOSTILE + "\u001b[2J");
  }

  @Test
  void onlyItsOwnScriptsMayRunAndNothingIsLoaded() throws Exception {
    String page = page();

    for (String loads : List.of("http://", " src=", "@import", "url(")) {
      assertThat(page.contains(loads)).as(loads).isFalse();
    }
    Matcher scripts = SCRIPT.matcher(page);
    int count = 0;
    while (scripts.find()) {
      count++;
      assertThat(page.lines().filter(line -> line.contains("Content-Security-Policy")))
          .singleElement().asString().contains("'sha256-" + sha256(scripts.group(1)) + "'");
    }
    assertThat(count).isEqualTo(3);
    assertThat(page.contains("default-src 'none'")).isTrue();
  }

  @Test
  void theCurvesHaveWhatThePartitionsCopied() throws Exception {
    JsonNode data = data(page());

    // Three entries, and then two more by the attempt that went on from there.
    double files = data.path("copiedFiles").valueStream().mapToDouble(JsonNode::asDouble).sum();
    assertThat(files).isCloseTo(5, within(0.1));
    assertThat(data.path("at").size()).isEqualTo(data.path("copiedFiles").size());
    assertThat(data.path("marks").findValuesAsString("text")).containsExactly("restart, try 2");
  }

  @Test
  void aHistoryWithoutSamplesHasNoPlots() throws Exception {
    change("delete from progress where migration_id <> ? and migration_id <> ?", "", "");

    assertThat(page().contains("data-plot=\"files\"")).isFalse();
  }

  private String url() {
    return "jdbc:h2:" + folder.resolve("repository");
  }

  private void change(String sql, String first, String second) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, first);
      statement.setString(2, second);
      statement.executeUpdate();
    }
  }

  private String page() throws IOException {
    try (HistoryQueries history = History.open(folder, null, Map.of())) {
      Report report = Report.of(history,
          history.ask(Question.all(Topic.JOBS)).rows().getLast(), folder.resolve("runs"),
          Instant.parse("2026-11-24T08:00:00Z"));
      return new ReportPage(ZoneId.of("Europe/Berlin")).render(report);
    }
  }

  private static JsonNode data(String page) {
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    assertThat(data.group(1)).doesNotContain("<");
    return JsonMapper.builder().build().readTree(data.group(1));
  }

  private static String sha256(String text) throws Exception {
    return Base64.getEncoder().encodeToString(
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
