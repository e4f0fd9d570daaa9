package io.efsmigrator.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every way to ask has to answer about {@link SampleHistory}. */
abstract class HistoryQueriesContract {

  @TempDir
  Path folder;

  private HistoryQueries history;

  /** A way to ask a database that holds the sample. */
  abstract HistoryQueries open() throws Exception;

  @BeforeEach
  void openHistory() throws Exception {
    history = open();
  }

  @AfterEach
  void closeHistory() {
    history.close();
  }

  @Test
  void showsBothExecutionsOfOneInstanceInOrder() {
    List<Row> jobs = history.ask(Question.all(Topic.JOBS)).rows();

    assertThat(jobs).extracting(row -> row.number("job_execution_id")).containsExactly(1L, 2L);
    assertThat(jobs).extracting(row -> row.number("attempt")).containsExactly(1L, 2L);
    assertThat(jobs).extracting(row -> row.text("migration_id")).containsOnly("m.fs-00000001");
    assertThat(jobs.getLast().time("end_time")).isEqualTo(LocalDateTime.of(2026, 11, 23, 8, 1));
    assertThat(jobs.getLast().fraction("seconds")).isEqualTo(60);
  }

  @Test
  void countsTheTimeOfAKilledExecutionUpToItsLastSignOfLife() {
    Row killed = history.ask(Question.of(Topic.JOBS, 1)).rows().getFirst();

    assertThat(killed.cell("end_time")).isNull();
    assertThat(killed.fraction("seconds")).isEqualTo(30.5);
    assertThat(killed.text("exit_message")).isEqualTo("process gone");
  }

  @Test
  void tellsStepsFromPartitions() {
    assertThat(history.ask(Question.all(Topic.STEPS)).rows())
        .extracting(row -> row.text("step_name"))
        .containsExactly("copyFiles", "copyFiles", "quiesce");
    List<Row> partitions = history.ask(Question.of(Topic.PARTITIONS, 1)).rows();
    assertThat(partitions).extracting(row -> row.text("partition_name")).containsExactly("part-1",
        "part-2");
    assertThat(partitions).extracting(row -> row.text("step_name")).containsOnly("copyFiles");
    assertThat(partitions.getLast().number("files")).isEqualTo(3);
    assertThat(partitions.getLast().number("bytes")).isEqualTo(300);
    assertThat(partitions.getFirst().cell("files")).isNull();
  }

  @Test
  void tellsASeriesFromAPointInTimeOn() {
    Question series = Question.of(Topic.PROGRESS, 2);
    Instant samples = Instant.parse("2026-11-23T07:00:01Z");

    assertThat(history.ask(series.since(samples)).rows()).hasSize(3);
    assertThat(history.ask(series.since(samples.plusMillis(1))).rows()).isEmpty();
    assertThat(history.ask(Question.all(Topic.PROGRESS).since(samples)).rows()).hasSize(3);
  }

  @Test
  void showsOpenProblemsOnlyAndTheirTextAsItIs() {
    List<Row> problems = history.ask(Question.of(Topic.PROBLEMS, 2)).rows();

    assertThat(problems).extracting(row -> row.text("path_text")).containsExactly("a\\x1b[2J");
  }

  @Test
  void givesInstantsFractionsAndFlags() {
    Row owed = history.ask(Question.of(Topic.OBLIGATIONS, 2)).rows().getFirst();
    Row lease = history.ask(Question.of(Topic.LEASES, 2)).rows().getFirst();

    assertThat(owed.instant("earliest_at")).isEqualTo(Instant.parse("2026-11-24T08:00:00Z"));
    assertThat(owed.fraction("cost_per_day_usd")).isEqualTo(20.5);
    assertThat(owed.cell("met_at")).isNull();
    assertThat(lease.flag("stop_requested")).isFalse();
    assertThat(lease.number("fence")).isEqualTo(2);
  }

  @Test
  void addsUpTheSamplesOfEachStep() {
    assertThat(history.ask(Question.of(Topic.PROGRESS_TOTALS, 2)).rows())
        .extracting(row -> row.number("files")).containsExactly(3L, 5L);
  }

  @ParameterizedTest
  @EnumSource
  void answersEveryTopicWithAndWithoutAnExecution(Topic topic) {
    assertThat(history.ask(Question.all(topic)).columns()).isNotEmpty();
    assertThat(history.ask(Question.of(topic, 2)).columns()).isNotEmpty();
    assertThat(history.ask(Question.of(topic, 99)).cells()).isEmpty();
  }
}
