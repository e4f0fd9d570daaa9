package io.efsmigrator.app.launch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.state.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseRunLockTests {

  @TempDir
  private Path folder;

  private String url;
  private RepositorySettings settings;

  @BeforeEach
  void create() {
    url = TestPostgres.newDatabase();
    settings = RepositorySettings.of(folder, url);
  }

  @Test
  void isFreeAgainOnceItIsClosed() throws Exception {
    DatabaseRunLock.take(settings, "copy-0a").close();

    DatabaseRunLock.take(settings, "copy-0a").close();
  }

  @Test
  void aRefusalNamesTheHolderOfTheRunUnderThePair() throws Exception {
    Flyway.configure().dataSource(url, null, null).locations("classpath:db/postgresql").load()
        .migrate();
    lease("copy-0a-1", "an earlier one", 1, 60);
    lease("copy-0a-2", "hosta", 4711, 0);
    lease("copy-0abc-3", "a stranger", 3, 0);

    try (var _ = DatabaseRunLock.take(settings, "copy-0a")) {
      assertThatThrownBy(() -> DatabaseRunLock.take(settings, "copy-0a"))
          .isInstanceOf(HeldException.class).hasMessageContaining("process 4711 on hosta");
    }
  }

  @Test
  void aHolderThatHasNoSchemaYetHasJustStarted() throws Exception {
    try (var _ = DatabaseRunLock.take(settings, "copy-0a")) {
      assertThatThrownBy(() -> DatabaseRunLock.take(settings, "copy-0a"))
          .hasMessageContaining("just started");
    }
  }

  private void lease(String id, String host, long pid, long secondsAgo) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("insert into migration values ('" + id
          + "', 'copy', 's', 't', '', null, current_timestamp)");
      statement.execute("insert into lease values ('" + id + "', 'x', '" + host + "', " + pid
          + ", 1, current_timestamp - interval '" + secondsAgo + " seconds', false)");
    }
  }
}
