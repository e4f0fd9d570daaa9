package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.TypedCommands;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.state.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does in another process than the one that runs, while it does and after it. */
class InterventionsIntegrationTests {

  private static final Path FILE = Path.of("..", "docs", "examples", "migration.yaml");
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int REFUSED = 5;

  @TempDir
  private Path folder;

  private final TypedCommands typed = new TypedCommands();
  private String url = "-";

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void approveAndAbandonBesideARun(String vendor) throws Exception {
    url = vendor.equals("h2") ? "-" : TestPostgres.newDatabase();
    String id = MigrationFile.read(FILE).plan().id().toString();
    try (Child child = Child.start(folder, url, LEASE, 50, id)) {
      child.await("blocked");
      if (vendor.equals("postgresql")) {
        // On H2 nobody looks: the run itself is asked.
        callItAMigration(id);
      }

      assertThat(migrator("approve", "-c", FILE.toString(), "-m", "go")).as("%s", typed.err())
          .isZero();
      assertThat(migrator("abandon", "1", "--yes")).isEqualTo(REFUSED);
      assertThat(typed.err().lines()).hasSize(2).first().asString().contains("process ");
      assertThat(migrator("history", "1")).isZero();

      child.signal("TERM");
      Files.createFile(folder.resolve("out.go"));
      assertThat(child.last()).startsWith("result Interrupted");
    }

    callItAMigration(id);
    assertThat(migrator("approve", "-c", FILE.toString(), "-m", "once more")).isZero();
    assertThat(migrator("abandon", "1", "--yes")).as("%s", typed.err()).isZero();
    assertThat(migrator("status")).isZero();
    assertThat(typed.out()).contains("abandoned");
    assertThat(migrator("abandon", "1", "--yes")).as("twice is once").isZero();
    try (Child child = Child.start(folder, url, LEASE, -1, id)) {
      assertThat(child.last()).startsWith("result Refused").contains("was abandoned");
    }
    assertThat(approvals()).containsExactly("go", "once more");
  }

  /** Only a migration has a gate; the toy is none. */
  private void callItAMigration(String id) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update migration set job_name = 'migrate' where migration_id = '" + id + "'");
    }
  }

  private String database() {
    return url.equals("-") ? "jdbc:h2:file:" + folder.resolve("state/repository") : url;
  }

  private List<String> approvals() throws SQLException {
    List<String> comments = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(database());
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("select comment from approval order by id")) {
      while (rows.next()) {
        comments.add(rows.getString(1));
      }
    }
    return comments;
  }

  private int migrator(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--state", folder.resolve("state").toString()));
    if (!url.equals("-")) {
      arguments.addAll(List.of("--db", url));
    }
    return typed.run(arguments.toArray(String[]::new));
  }
}
