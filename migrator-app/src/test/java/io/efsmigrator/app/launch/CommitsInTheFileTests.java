package io.efsmigrator.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is committed is what a killed process leaves: its file is copied after each commit and opened.
 *
 * <p>H2 2.5.252 fails here as soon as it writes over space that it has freed. It does that with what
 * has been unused for 45 seconds; in this test at once.
 */
class CommitsInTheFileTests {

  private static final int COMMITS = 80;
  private static final int LONGEST_ROW = 6_000;
  private static final long SEED = Long.getLong("test.seed", System.nanoTime());

  @TempDir
  private Path folder;

  private final Random random = new Random(SEED);

  @Test
  void aKillLosesNoCommit() throws Exception {
    RepositorySettings repository = settings("repository");
    RepositorySettings left = settings("left");
    try (Connection connection = DriverManager
        .getConnection(repository.jdbcUrl() + ";RETENTION_TIME=0")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("create table note (id int primary key, text varchar)");
      }
      connection.setAutoCommit(false);
      for (int commit = 1; commit <= COMMITS; commit++) {
        write(connection, commit);

        Files.copy(file(repository), file(left), StandardCopyOption.REPLACE_EXISTING);

        assertThat(last(left)).as("seed %s", SEED).isEqualTo(commit);
      }
    }
  }

  private void write(Connection connection, int commit) throws SQLException {
    try (PreparedStatement insert = connection
        .prepareStatement("insert into note values (?, ?)");
        PreparedStatement delete = connection.prepareStatement("delete from note where id = ?")) {
      insert.setInt(1, commit);
      insert.setString(2, "x".repeat(random.nextInt(LONGEST_ROW)));
      insert.executeUpdate();
      delete.setInt(1, commit - 1 - random.nextInt(3));
      delete.executeUpdate();
      connection.commit();
    }
  }

  private static int last(RepositorySettings repository) throws SQLException {
    try (Connection connection = DriverManager.getConnection(repository.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select max(id) from note")) {
      row.next();
      return row.getInt(1);
    }
  }

  private RepositorySettings settings(String name) throws IOException {
    return RepositorySettings.h2(Files.createDirectory(folder.resolve(name)));
  }

  private static Path file(RepositorySettings repository) {
    return Path.of(repository.h2File() + ".mv.db");
  }
}
