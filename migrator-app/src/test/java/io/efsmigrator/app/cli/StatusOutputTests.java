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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code status} gives to programs: the same as to people, what is owed included. */
class StatusOutputTests {

  @TempDir
  Path folder;

  @BeforeEach
  void history() throws SQLException {
    SampleHistory.create(url());
  }

  @Test
  void carriesWhatIsOwedInJson() {
    JsonNode status = JsonMapper.builder().build().readTree(status("json"));

    assertThat(status.propertyNames()).containsExactly("job", "steps", "owed");
    assertThat(status.path("job").path(0).path("status").asString()).isEqualTo("COMPLETED");
    assertThat(status.path("steps").size()).isEqualTo(2);
    JsonNode owed = status.path("owed");
    assertThat(owed.size()).isEqualTo(1);
    assertThat(owed.path(0).path("file_system_id").asString()).isEqualTo("fs-00000001");
    assertThat(owed.path(0).path("lower_to").asString()).isEqualTo("bursting");
    assertThat(owed.path(0).path("earliest_at").asString()).isEqualTo("2026-11-24T08:00:00Z");
    assertThat(owed.path(0).path("cost_per_day_usd").asDouble()).isEqualTo(20.5);
  }

  @Test
  void carriesWhatIsOwedInCsv() {
    List<String> tables = List.of(status("csv").split("\r\n\r\n", -1));

    assertThat(tables).hasSize(3);
    assertThat(tables.get(0)).startsWith("job_execution_id,");
    assertThat(tables.get(1)).contains("copyFiles", "quiesce");
    assertThat(tables.get(2)).contains("file_system_id,", "fs-00000001",
        "provisioned:100.0,bursting,20.5,");
  }

  @Test
  void keepsTheTableOfWhatIsOwedWhenNothingIs() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute("update obligation set met_at = current_timestamp");
    }

    JsonNode status = JsonMapper.builder().build().readTree(status("json"));
    assertThat(status.path("owed").isArray()).isTrue();
    assertThat(status.path("owed").isEmpty()).isTrue();
    assertThat(status("csv").split("\r\n\r\n", -1)[2]).contains("file_system_id,")
        .doesNotContain("fs-00000001");
  }

  private String url() {
    return "jdbc:h2:" + folder.resolve("repository");
  }

  private String status(String format) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = CommandsRun.of(new Cli(() -> {
      throw new AssertionError("status starts nothing");
    }, Clock.systemUTC())).run(new PrintWriter(out), new PrintWriter(err), "status", "--state",
        folder.toString(), "-o", format);
    assertThat(code).as("%s", err).isZero();
    return out.toString();
  }
}
