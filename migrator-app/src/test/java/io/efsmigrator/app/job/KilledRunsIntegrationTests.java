package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.state.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that are killed, terminated, frozen and started several times, each in a JVM of its own. */
class KilledRunsIntegrationTests {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration SHORT_LEASE = Duration.ofSeconds(3);
  private static final int NOWHERE = -1;

  @TempDir
  private Path folder;

  enum Vendor {
    H2, POSTGRESQL;

    String url() {
      return this == H2 ? "-" : TestPostgres.newDatabase();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRestartKilledInsideItsFirstChunkLosesNothing(Vendor vendor) throws Exception {
    String url = vendor.url();
    for (int kill = 0; kill < 2; kill++) {
      try (Child child = start(url, LEASE, 50)) {
        child.await("blocked");
        child.signal("KILL");
        assertThat(child.exitCode()).isEqualTo(137);
      }
    }

    try (Child child = start(url, LEASE, NOWHERE)) {
      assertThat(child.last()).startsWith("result Completed");
    }
    // The second process died in its first chunk, and the third still went on at 50.
    assertThat(written()).hasSize(Toy.ITEMS).doesNotHaveDuplicates();
    assertThat(rows(url, "select count(*) from batch_job_execution")).containsExactly("3");
    assertThat(rows(url, "select count(*) from batch_job_instance")).containsExactly("1");
    assertThat(rows(url, "select status || ' ' || exit_code from batch_job_execution"
        + " order by job_execution_id")).containsExactly("FAILED FAILED", "FAILED FAILED",
            "COMPLETED COMPLETED");
  }

  // D2: what is left of a commit that was made a moment before a kill?

  @Test
  void springBatchOnH2LosesWhatWasCommittedAMomentBeforeAKill() throws Exception {
    boolean lost = false;
    // H2 writes commits to the file every half second, by default; seldom that is just now.
    for (int attempt = 1; attempt <= 3 && !lost; attempt++) {
      Path attempted = Files.createDirectory(folder.resolve("attempt-" + attempt));
      try (Child child = Child.plain(attempted, "halt")) {
        assertThat(child.exitCode()).isEqualTo(137);
      }
      assertThat(Toy.written(attempted.resolve("out"))).hasSize(50);
      lost = !plainRows(attempted, "select write_count from batch_step_execution").contains("50");
    }

    assertThat(lost).as("something was lost in one of three kills").isTrue();
  }

  @Test
  void oursOnH2HasWhatWasCommittedAMomentBeforeAKill() throws Exception {
    try (Child child = start("-", LEASE, -50)) {
      assertThat(child.exitCode()).isEqualTo(137);
    }

    assertThat(written()).hasSize(50);
    assertThat(rows("-", "select short_context from batch_step_execution_context"))
        .anyMatch(context -> context.contains("\"position\":50"));
  }

  // D8: what does a SIGTERM leave?

  @Test
  void springBatchLeavesStartedBehindAfterATermination() throws Exception {
    try (Child child = Child.plain(folder, "block")) {
      child.await("blocked");
      child.signal("TERM");
      assertThat(child.exitCode()).isEqualTo(143);
    }

    assertThat(plainRows(folder, "select status from batch_job_execution"))
        .containsExactly("STARTED");
    assertThat(plainRows(folder, "select status from batch_step_execution"))
        .containsExactly("STARTED");
  }

  // Ours after a SIGTERM: aTerminatedRunEndsItsChunkAndCanBeRestarted.

  @ParameterizedTest
  @EnumSource
  void ofFourSimultaneousRestartsExactlyOneRuns(Vendor vendor) throws Exception {
    String url = vendor.url();
    try (Child child = start(url, LEASE, 50)) {
      child.await("blocked");
      child.signal("KILL");
      child.exitCode();
    }

    List<Child> four = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        four.add(start(url, LEASE, 50));
      }
      List<String> words = new ArrayList<>();
      for (Child child : four) {
        // Each says one of the two; the one that runs waits in its chunk for the others.
        words.add(child.await(""));
      }

      assertThat(words.stream().filter("blocked"::equals)).hasSize(1);
      assertThat(words.stream().filter(word -> word.startsWith("refused"))).hasSize(3)
          .allSatisfy(word -> assertThat(word).contains("holds the lock"));
      Files.createFile(folder.resolve("out.go"));
      for (int i = 0; i < 4; i++) {
        if (words.get(i).equals("blocked")) {
          assertThat(four.get(i).last()).startsWith("result Completed");
        } else {
          assertThat(four.get(i).exitCode()).isEqualTo(5);
        }
      }
    } finally {
      four.forEach(Child::close);
    }
    assertThat(written()).hasSize(Toy.ITEMS).doesNotHaveDuplicates();
    assertThat(rows(url, "select count(*) from batch_job_execution")).containsExactly("2");
  }

  @ParameterizedTest
  @EnumSource
  void aTerminatedRunEndsItsChunkAndCanBeRestarted(Vendor vendor) throws Exception {
    String url = vendor.url();
    try (Child child = start(url, LEASE, 50)) {
      child.await("blocked");
      child.signal("TERM");
      child.await("asked to stop");
      Files.createFile(folder.resolve("out.go"));

      assertThat(child.last()).startsWith("result Interrupted").contains("SIGTERM");
      assertThat(child.exitCode()).isEqualTo(130);
    }
    assertThat(written()).hasSize(60);
    assertThat(rows(url, "select status from batch_job_execution")).containsExactly("STOPPED");
    assertThat(rows(url, "select status from batch_step_execution where step_name = 'numbers'"))
        .containsExactly("STOPPED");

    try (Child child = start(url, LEASE, NOWHERE)) {
      assertThat(child.last()).startsWith("result Completed");
    }
    assertThat(written()).hasSize(Toy.ITEMS).doesNotHaveDuplicates();
  }

  @Test
  void aStopFromAnotherProcessIsSeenByTheHeartbeat() throws Exception {
    String url = Vendor.POSTGRESQL.url();
    try (Child child = start(url, SHORT_LEASE, 50)) {
      child.await("blocked");
      execute(url, "update lease set stop_requested = true");
      child.await("asked to stop");
      Files.createFile(folder.resolve("out.go"));

      assertThat(child.last()).startsWith("result Stopped");
    }
    assertThat(written()).hasSize(60);
  }

  @Test
  void aZombieWritesNothingAfterItWasTakenOver() throws Exception {
    String url = Vendor.POSTGRESQL.url();
    try (Child zombie = start(url, SHORT_LEASE, 50)) {
      zombie.await("blocked");
      zombie.signal("STOP");
      // The host is gone as far as the database can tell: its sessions end, and with them the lock.
      execute(url, "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where datname = current_database() and pid <> pg_backend_pid()");
      try (Child successor = start(url, SHORT_LEASE, NOWHERE)) {
        assertThat(successor.last()).startsWith("result Completed");
      }
      List<Integer> afterTakeover = written();
      List<String> history = history(url);

      Files.createFile(folder.resolve("out.go"));
      zombie.signal("CONT");
      String end = zombie.last();

      assertThat(end).contains("lease");
      assertThat(afterTakeover).hasSize(Toy.ITEMS).doesNotHaveDuplicates();
      assertThat(written()).isEqualTo(afterTakeover);
      assertThat(history(url)).isEqualTo(history);
    }
  }

  private Child start(String url, Duration lease, int blockAt) throws IOException {
    return Child.start(folder, url, lease, blockAt);
  }

  private List<Integer> written() throws IOException {
    return Toy.written(folder.resolve("out"));
  }

  /** Everything in Batch's tables that a process could have written over. */
  private List<String> history(String url) throws SQLException {
    List<String> history = new ArrayList<>();
    history.addAll(rows(url, "select job_execution_id || ' ' || version || ' ' || status || ' '"
        + " || last_updated from batch_job_execution order by 1"));
    history.addAll(rows(url, "select step_execution_id || ' ' || version || ' ' || status || ' '"
        + " || last_updated from batch_step_execution order by 1"));
    history.addAll(rows(url, "select owner || ' ' || fence from lease"));
    return history;
  }

  /** What the plain process left; no table at all is nothing. */
  private static List<String> plainRows(Path folder, String sql) throws SQLException {
    try {
      return select("jdbc:h2:file:" + folder.resolve("plain") + ";user=sa", sql);
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith("42S")) {
        return List.of();
      }
      throw e;
    }
  }

  private List<String> rows(String url, String sql) throws SQLException {
    return select(url.equals("-")
        ? RepositorySettings.h2(folder.resolve("state")).jdbcUrl()
        : url, sql);
  }

  private static List<String> select(String real, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(real);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
