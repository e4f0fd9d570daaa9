package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start can end anywhere in the schema, by a kill or by a full disk. */
class SchemaMigrationTests {

  private static final List<String> SCRIPTS = List.of("V1__spring_batch.sql", "V2__migrator.sql",
      "V3__views.sql");

  @TempDir
  Path scripts;

  @Test
  void goesOnAfterAKillBehindAnyStatementOfAnyScript() throws Exception {
    for (int script = 0; script < SCRIPTS.size(); script++) {
      List<String> statements = statements(SCRIPTS.get(script));
      for (int done = 1; done <= statements.size(); done += 7) {
        String url = newDatabase();
        flyway(url, copied(script)).migrate();
        execute(url, statements.subList(0, done));

        new SchemaMigration().migrate(flyway(url, "classpath:db/h2"));
        assertThat(flyway(url, "classpath:db/h2").info().pending())
            .as(SCRIPTS.get(script) + " " + done).isEmpty();
      }
    }
  }

  @Test
  void goesOnAfterAScriptThatFailedInTheMiddle() throws Exception {
    String url = newDatabase();
    Files.writeString(scripts.resolve(SCRIPTS.getFirst()),
        Files.readString(script(SCRIPTS.getFirst())) + "\nthe disk is full;\n");
    assertThatThrownBy(() -> new SchemaMigration().migrate(flyway(url, "filesystem:" + scripts)))
        .isInstanceOf(FlywayException.class);

    new SchemaMigration().migrate(flyway(url, "classpath:db/h2"));
    assertThat(flyway(url, "classpath:db/h2").info().pending()).isEmpty();
  }

  @Test
  void doesNotAcceptAScriptThatWasChangedAfterItHadRun() throws Exception {
    String url = newDatabase();
    new SchemaMigration().migrate(flyway(url, copied(1)));
    Files.writeString(scripts.resolve(SCRIPTS.getFirst()), "create table other (id bigint);");

    assertThatThrownBy(() -> new SchemaMigration().migrate(flyway(url, "filesystem:" + scripts)))
        .isInstanceOf(FlywayException.class).hasMessageContaining("checksum");
  }

  /** A location with the first so many scripts. */
  private String copied(int count) throws IOException {
    for (String script : SCRIPTS.subList(0, count)) {
      Files.write(scripts.resolve(script), Files.readAllBytes(script(script)));
    }
    return "filesystem:" + scripts;
  }

  private static Path script(String name) {
    return Path.of("..", "db", "h2", name);
  }

  private static List<String> statements(String name) throws IOException {
    String text = Files.readString(script(name)).lines().filter(line -> !line.startsWith("--"))
        .reduce("",
            (one, other) -> one + "\n" + other);
    return new ArrayList<>(Arrays.stream(text.split(";\\s*\n")).map(String::strip)
        .filter(one -> !one.isEmpty()).toList());
  }

  private static void execute(String url, List<String> statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static Flyway flyway(String url, String location) {
    return Flyway.configure().dataSource(url, null, null).locations(location).load();
  }

  private static String newDatabase() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  }
}
