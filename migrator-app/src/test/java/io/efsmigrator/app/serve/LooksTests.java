package io.efsmigrator.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.SampleHistory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often, and for what, the history is asked: the run that answers goes first. */
class LooksTests {

  private static final String MIGRATION = "m.fs-00000001";

  private final List<Question> asked = new ArrayList<>();
  private final MovableClock clock = new MovableClock();
  private Optional<Object> stamp = Optional.empty();

  @TempDir
  private Path folder;
  private Looks looks;

  @BeforeEach
  void history() throws Exception {
    SampleHistory.create(url());
    looks = new Looks(() -> new Listening(History.open(folder, null, Map.of())), () -> stamp,
        clock);
  }

  @Test
  void manyWhoLookInTheSameSecondAreOneQuestion() {
    looks.overview();
    int once = asked.size();

    looks.overview();
    assertThat(asked).hasSize(once);

    clock.now = clock.now.plusSeconds(1);
    looks.overview();
    assertThat(asked).hasSize(2 * once);
  }

  @Test
  void aHistoryThatHasNotChangedIsNotReadAgain() {
    stamp = Optional.of("as it is");
    looks.overview();
    int once = asked.size();

    clock.now = clock.now.plus(Duration.ofHours(1));
    looks.overview();
    assertThat(asked).hasSize(once);

    stamp = Optional.of("changed");
    looks.overview();
    assertThat(asked).hasSize(2 * once);
  }

  @Test
  void samplesAndProblemsAreAskedForFromWhereTheyWere() throws Exception {
    assertThat(looks.detail(MIGRATION).orElseThrow().report().rows("progress")).hasSize(3);
    asked.clear();
    change(
        "insert into progress (migration_id, job_execution_id, step_execution_id, at, files, bytes, in_flight,"
            + " latency_ms, problems) values ('m.fs-00000001', 2, 5,"
            + " timestamp with time zone '2026-11-23 07:00:00+00:00', 9, 9, 1, 1.5, 0)");
    clock.now = clock.now.plusSeconds(2);

    Detail detail = looks.detail(MIGRATION).orElseThrow();

    // One that was begun earlier and committed later is not missed, and none is counted twice.
    assertThat(detail.report().rows("progress")).hasSize(4)
        .extracting(row -> row.number("files")).startsWith(9L);
    assertThat(asked).filteredOn(one -> one.topic() == Question.Topic.PROGRESS)
        .extracting(Question::since)
        .containsExactly(Optional.of(Instant.parse("2026-11-23T06:59:01Z")));
    assertThat(asked).extracting(Question::topic)
        .doesNotContain(Question.Topic.PROBLEMS, Question.Topic.PARTITIONS);
  }

  @Test
  void anExecutionWithoutAProcessIsInterruptedAndMayBeRestarted() throws Exception {
    change("update batch_job_execution set status = 'STARTED' where job_execution_id = 2");

    Detail detail = looks.detail(MIGRATION).orElseThrow();

    assertThat(detail.state()).isEqualTo(Detail.State.INTERRUPTED);
    assertThat(detail.canRestart()).isTrue();
    assertThat(detail.canStop()).isFalse();
  }

  @Test
  void theGateMayBeApprovedOnce() throws Exception {
    change("update batch_step_execution set step_name = 'approveCutover', status = 'STOPPED'"
        + " where step_execution_id = 6");
    assertThat(looks.detail(MIGRATION).orElseThrow().canApprove()).isTrue();

    change("insert into approval (migration_id, gate, actor, comment, decided_at)"
        + " values ('m.fs-00000001', 'approveCutover', 'me', '', current_timestamp)");
    clock.now = clock.now.plusSeconds(2);

    assertThat(looks.detail(MIGRATION).orElseThrow().canApprove()).isFalse();
  }

  private String url() {
    return "jdbc:h2:" + folder.resolve("repository");
  }

  private void change(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The real answers, and a list of the questions. */
  private final class Listening implements HistoryQueries {

    private final HistoryQueries history;

    Listening(HistoryQueries history) {
      this.history = history;
    }

    @Override
    public Rows ask(Question question) {
      asked.add(question);
      return history.ask(question);
    }

    @Override
    public void close() {
      history.close();
    }
  }

  private static final class MovableClock extends Clock {

    private Instant now = Instant.parse("2026-11-24T08:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
