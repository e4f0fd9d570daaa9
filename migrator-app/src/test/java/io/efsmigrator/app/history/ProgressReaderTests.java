package io.efsmigrator.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.efsmigrator.app.history.Question.Topic;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy that was killed after 100 s and goes on since 22:00, seen from another terminal. */
class ProgressReaderTests {

  private static final Instant BEGIN = Instant.parse("2026-11-28T22:00:00Z");
  private static final int EARLIER_PARTITION = 2;
  private static final int COPY = 10;
  private static final int PARTITION = 11;
  private static final int OTHER_PARTITION = 12;

  private final List<Topic> asked = new ArrayList<>();
  private Instant now = BEGIN;
  private Connection connection;
  private HistoryQueries history;
  private ProgressReader reader;

  @BeforeEach
  void history() throws SQLException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    SampleHistory.migrate(url);
    connection = DriverManager.getConnection(url);
    JdbcHistory database = new JdbcHistory(connection, () -> {});
    history = new HistoryQueries() {
      @Override
      public Rows ask(Question question) {
        asked.add(question.topic());
        return database.ask(question);
      }

      @Override
      public void close() {
        database.close();
      }
    };
    run("insert into migration values ('m', 'copy', 'a', 'b', '', null, current_timestamp)");
    run("insert into batch_job_instance (job_instance_id, version, job_name, job_key)"
        + " values (1, 0, 'copy', 'k')");
    job(1, "FAILED");
    job(2, "STARTED");
    step(1, 1, "copyFiles", true, "");
    step(EARLIER_PARTITION, 1, "copyFiles:part-1", true, "");
    sample(1, EARLIER_PARTITION, -50, 1_000, 5_000);
    step(COPY, 2, "copyFiles", false, "");
    step(PARTITION, 2, "copyFiles:part-1", false, "");
    step(OTHER_PARTITION, 2, "copyFiles:part-2", false, "");
    Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    reader = new ProgressReader(2, clock);
  }

  @AfterEach
  void close() {
    history.close();
  }

  @Test
  void sumsUpPartitionsAndWhatEarlierExecutionsDid() throws SQLException {
    sample(2, PARTITION, 10, 1_500, 2_000);
    sample(2, PARTITION, 20, 2_000, 4_000);
    sample(2, OTHER_PARTITION, 20, 500, 3_000);
    now = BEGIN.plusSeconds(20);

    Progress progress = reader.look(history).orElseThrow();

    Progress.OfStep copy = progress.steps().getFirst();
    assertThat(progress.steps()).hasSize(1);
    assertThat(copy.name()).isEqualTo("copyFiles");
    assertThat(copy.files()).as("part-1 goes on at its 1,000").isEqualTo(2_500);
    assertThat(copy.bytes()).as("counted anew by each attempt").isEqualTo(12_000);
    assertThat(copy.goalFiles()).isEqualTo(10_000);
    assertThat(copy.goalBytes()).isEqualTo(60_000);
    assertThat(copy.average().files()).as("what was done before is no speed of today")
        .isCloseTo(75, within(0.1));
    assertThat(copy.now().orElseThrow().files()).isCloseTo(75, within(0.1));
    assertThat(copy.left().orElseThrow().atLeast()).isEqualTo(Duration.ofSeconds(90));
    assertThat(progress.files()).isEqualTo(2_500);
    assertThat(progress.time()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void whatAnEarlierExecutionScannedTellsHowLongAllOfItWillTake() throws SQLException {
    sample(2, OTHER_PARTITION, 20, 500, 3_000);
    now = BEGIN.plusSeconds(20);
    assertThat(reader.look(history).orElseThrow().left()).as("nobody has scanned").isEmpty();

    step(9, 1, "scan", true, "");
    run("update batch_step_execution set status = 'COMPLETED' where step_execution_id = 9");
    Progress progress = new ProgressReader(2, Clock.fixed(now, ZoneOffset.UTC)).look(history)
        .orElseThrow();

    Left copy = progress.steps().getFirst().left().orElseThrow();
    // The walk of the proof takes at least half of the second that the scan took.
    assertThat(progress.left().orElseThrow().atLeast())
        .isEqualTo(copy.atLeast().plusMillis(500));
    assertThat(progress.left().orElseThrow().atMost()).isGreaterThan(copy.atMost());
  }

  @Test
  void tellsTheSpeedOfTheLastMinuteFromTheAverage() throws SQLException {
    for (int second = 10; second <= 120; second += 10) {
      // A hundred a second in the first minute, ten in the second.
      int files = second <= 60 ? second * 100 : 6_000 + (second - 60) * 10;
      sample(2, OTHER_PARTITION, second, files, files);
      now = BEGIN.plusSeconds(second);
      reader.look(history);
    }

    Progress.OfStep copy = reader.look(history).orElseThrow().steps().getFirst();

    assertThat(copy.now().orElseThrow().files()).isCloseTo(10, within(0.1));
    assertThat(copy.average().files()).isCloseTo(55, within(0.1));
    // Ten a second that take 100 ms each: one at a time.
    assertThat(copy.inFlight()).isEqualTo(1);
    assertThat(copy.latencyMillis()).isCloseTo(100, within(0.1));
  }

  @Test
  void aRunThatStandsHasNoSpeed() throws SQLException {
    sample(2, OTHER_PARTITION, 10, 1_000, 1_000);
    now = BEGIN.plusSeconds(10);
    reader.look(history);
    now = BEGIN.plusSeconds(600);

    Progress.OfStep copy = reader.look(history).orElseThrow().steps().getFirst();

    assertThat(copy.now().orElseThrow().files()).isZero();
    assertThat(copy.left().orElseThrow().atMost()).isNull();
  }

  @Test
  void sumsUpOnlyOnceHoweverOftenItLooks() throws SQLException {
    sample(2, PARTITION, 10, 1_500, 2_000);
    reader.look(history);
    asked.clear();
    for (int second = 20; second < 50; second += 2) {
      sample(2, PARTITION, second, 1_500 + second, 2_000);
      now = BEGIN.plusSeconds(second);
      reader.look(history);
    }

    assertThat(asked).contains(Topic.PROGRESS).doesNotContain(Topic.PROGRESS_TOTALS);
    sample(2, OTHER_PARTITION, 50, 100, 100);
    assertThat(reader.look(history).orElseThrow().files()).as("of a partition that is new")
        .isEqualTo(1_648);
  }

  @Test
  void tellsWhatAStepWaitsForAndTheInnermostOfAPass() throws SQLException {
    step(20, 2, "deltaPass1", false, "");
    step(21, 2, "deltaPass1.scan", false, "");
    step(22, 2, "awaitMountTargets", false, "waiting: no available mount target");

    List<Progress.OfStep> steps = reader.look(history).orElseThrow().steps();

    assertThat(steps).extracting(Progress.OfStep::name).containsExactly("copyFiles",
        "deltaPass1.scan", "awaitMountTargets");
    assertThat(steps.getLast().waitsFor()).isEqualTo("no available mount target");
  }

  @Test
  void knowsNothingOfAnExecutionThatIsNotThere() {
    assertThat(new ProgressReader(99, Clock.systemUTC()).look(history)).isEmpty();
  }

  private void job(int id, String status) throws SQLException {
    run("insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time,"
        + " start_time, status, exit_code, exit_message, last_updated) values (" + id
        + ", 1, 1, " + local(0) + ", " + local(0) + ", '" + status + "', '', '', " + local(0)
        + ")");
    run("insert into batch_job_execution_params values (" + id
        + ", 'migration', 'java.lang.String', 'm', 'Y')");
  }

  private void step(int id, int execution, String name, boolean ended, String message)
      throws SQLException {
    run("insert into batch_step_execution (step_execution_id, version, step_name,"
        + " job_execution_id, create_time, start_time, end_time, status, commit_count, read_count,"
        + " filter_count, write_count, rollback_count, exit_code, exit_message, last_updated)"
        + " values (" + id + ", 1, '" + name + "', " + execution + ", " + local(0) + ", "
        + local(0) + ", " + (ended ? local(1) : "null")
        + ", 'STARTED', 0, 0, 0, 0, 0, 'EXECUTING', '" + message + "', " + local(1) + ")");
  }

  private void sample(int execution, int step, int second, int files, int bytes)
      throws SQLException {
    run("insert into progress (migration_id, job_execution_id, step_execution_id, at, files,"
        + " bytes, in_flight, latency_ms, problems, goal_files, goal_bytes) values ('m', "
        + execution + ", " + step + ", timestamp with time zone '"
        + BEGIN.plusSeconds(second).toString().replace("T", " ").replace("Z", "+00:00") + "', "
        + files + ", " + bytes + ", 1, 100, 0, 10000, 60000)");
  }

  private static String local(int second) {
    return "timestamp '2026-11-28 22:00:0" + second + "'";
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
