package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.MigratorContext;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.HeldException;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.app.launch.StepPausedException;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.state.ProgressRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How runs begin and end, in this process, on H2. */
class RunsTests {

  private static final String ID = "toy.1";

  @TempDir
  private Path folder;

  private RepositorySettings settings;
  private MigratorContext context;

  @BeforeEach
  void open() throws HeldException {
    settings = RepositorySettings.h2(folder.resolve("state"));
    context = MigratorContext.open(settings, ID);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void aMigrationThatCompletedIsNotRunAgain() throws Exception {
    Path out = folder.resolve("out");

    assertThat(Toy.run(context, ID, out, first -> {})).isEqualTo(
        new RunResult.Completed(1, "done"));
    assertThat(Toy.run(context, ID, out, first -> {})).isEqualTo(
        new RunResult.AlreadyCompleted(1));
    assertThat(Toy.written(out)).hasSize(Toy.ITEMS);
  }

  @Test
  void aChangedConfigurationIsRefusedWithItsKeys() throws Exception {
    run(Map.of("path", "/a"), failing("not yet"));

    RunResult result = run(Map.of("path", "/b"), failing("not yet"));

    assertThat(result).isInstanceOfSatisfying(RunResult.Refused.class,
        refused -> assertThat(refused.what()).contains("path: was '/a', is '/b'"));
    assertThat(count("batch_job_execution")).isEqualTo(1);
  }

  @Test
  void aFailedStepSaysWhatAndWhatToDo() throws Exception {
    RunResult result = run(Map.of(), failing("the target is full"));

    assertThat(result)
        .isEqualTo(new RunResult.Failed(1, "the target is full", "Make room, then restart."));
    assertThat(description("batch_step_execution"))
        .isEqualTo("the target is full Make room, then restart.");
    assertThat(description("batch_job_execution")).contains("the target is full");
  }

  @Test
  void anUnexpectedErrorLeavesASentenceAndNoStackTrace() throws Exception {
    run(Map.of(), parts -> tasklet(parts, () -> {
      throw new IllegalArgumentException("no such thing", new IllegalStateException("because"));
    }));

    assertThat(description("batch_step_execution")).isEqualTo("IllegalStateException: because");
  }

  @Test
  void aGateStopsTheJobAndIsAskedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    StepFactory gate = parts -> tasklet(parts, () -> {
      if (asked.getAndIncrement() == 0) {
        throw new StepPausedException("nobody has approved yet.", "Approve it.");
      }
    });

    assertThat(run(Map.of(), gate))
        .isEqualTo(new RunResult.Paused(1, "nobody has approved yet.", "Approve it."));
    assertThat(run(Map.of(), gate)).isInstanceOf(RunResult.Completed.class);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aRunStopsAfterTheStepItIsToRunUntil() throws Exception {
    RunParts toTheFirst = parts(Optional.of("first"));
    try (var _ = toTheFirst.threads()) {
      RunResult result = context.runs().run(Toy.request(ID),
          () -> Toy.job(toTheFirst, folder.resolve("out"), first -> {}), RunListener.SILENT);

      assertThat(result).isEqualTo(new RunResult.Stopped(1, "after step first"));
    }
    assertThat(Toy.written(folder.resolve("out"))).isEmpty();
    assertThat(count("batch_step_execution")).isEqualTo(1);
  }

  @Test
  void anAbandonedMigrationIsRefused() throws Exception {
    run(Map.of(), failing("not yet"));

    assertThat(context.runs().abandon(Toy.JOB, ID)).isTrue();
    assertThat(run(Map.of(), failing("not yet"))).isInstanceOf(RunResult.Refused.class);
  }

  @Test
  void aSecondContextOfTheSameStateFolderIsRefused() {
    assertThatThrownBy(() -> MigratorContext.open(settings, "another")).isInstanceOf(
        HeldException.class);
  }

  @Test
  void onlyTheOwnerCanReadTheRepository() throws Exception {
    assertThat(PosixFilePermissions
        .toString(Files.getPosixFilePermissions(Path.of(settings.h2File() + ".mv.db"))))
        .isEqualTo("rw-------");
    assertThat(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(settings.stateDirectory())))
        .isEqualTo("rwx------");
  }

  @Test
  void aCorruptRepositoryIsRefusedInOneLine() throws Exception {
    RepositorySettings corrupt = RepositorySettings.h2(folder.resolve("corrupt"));
    Files.createDirectories(corrupt.stateDirectory());
    Files.writeString(Path.of(corrupt.h2File() + ".mv.db"), "x".repeat(20_000),
        StandardCharsets.UTF_8);

    assertThatThrownBy(() -> MigratorContext.open(corrupt, ID)).isInstanceOf(OperatorError.class)
        .hasMessageContaining("cannot be opened").hasMessageNotContaining("\n");
  }

  @Test
  void progressOfAnOlderFenceIsNotWritten() throws Exception {
    Toy.run(context, ID, folder.resolve("out"), first -> {});
    ProgressRows progress = new ProgressRows(context.dataSource(), ID);
    ProgressRows.Sample sample = new ProgressRows.Sample(1, 1, 10, 100, 1, 0.5, 0,
        ProgressRows.Goal.UNKNOWN);

    assertThat(progress.note(sample, 1)).isTrue();
    assertThat(progress.note(sample, 0)).isFalse();
    assertThat(count("progress")).isEqualTo(1);
  }

  @Test
  void aPassGoesOnAtTheInnerStepThatDidNotComplete() throws Exception {
    AtomicInteger ones = new AtomicInteger();
    AtomicInteger twos = new AtomicInteger();
    StepFactory pass = parts -> {
      Steps steps = new Steps(parts);
      Step one = steps.tasklet("pass.one", (contribution, chunk) -> {
        ones.incrementAndGet();
        return RepeatStatus.FINISHED;
      }, Steps.OnRestart.SKIP);
      Step two = steps.tasklet("pass.two", (contribution, chunk) -> {
        if (twos.getAndIncrement() == 0) {
          throw new StepFailedException(StepFailedException.Kind.DIFFERENCES, "3 differ.",
              "Look.", 3);
        }
        return RepeatStatus.FINISHED;
      }, Steps.OnRestart.SKIP);
      return steps.pass("pass", new PassStep.Plan() {
        @Override
        public List<Step> steps() {
          return List.of(one, two);
        }

        @Override
        public String conclude() {
          return "all equal";
        }
      });
    };

    assertThat(run(Map.of(), pass))
        .isEqualTo(new RunResult.Differences(1, 3, "3 differ.", "Look."));
    assertThat(run(Map.of(), pass)).isInstanceOf(RunResult.Completed.class);
    assertThat(ones).hasValue(1);
    assertThat(twos).hasValue(2);
    assertThat(JdbcClient.create(context.dataSource())
        .sql("select step_name || ' ' || status from batch_step_execution"
            + " order by step_execution_id")
        .query(String.class).list()).containsExactly("pass FAILED", "pass.one COMPLETED",
            "pass.two FAILED", "pass COMPLETED", "pass.two COMPLETED");
  }

  private interface StepFactory {
    Step create(RunParts parts);
  }

  private interface Work {
    void run() throws Exception;
  }

  private static StepFactory failing(String what) {
    return parts -> tasklet(parts, () -> {
      throw new StepFailedException(StepFailedException.Kind.FAILED, what,
          "Make room, then restart.");
    });
  }

  private static Step tasklet(RunParts parts, Work work) {
    return new Steps(parts).tasklet("only", (contribution, chunk) -> {
      work.run();
      return RepeatStatus.FINISHED;
    }, Steps.OnRestart.SKIP);
  }

  private RunResult run(Map<String, String> config, StepFactory step) throws Exception {
    RunParts parts = parts(Optional.empty());
    try (var _ = parts.threads()) {
      return context.runs().run(
          new Runs.Request(Toy.JOB, ID, "here", "there",
              new ConfigSnapshot(new TreeMap<>(config))),
          () -> new SequentialJob(Toy.JOB, List.of(step.create(parts)), parts.sequence(),
              parts.repository(), () -> "done"),
          RunListener.SILENT);
    }
  }

  private RunParts parts(Optional<String> until) {
    RunParts parts = Toy.parts(context, ID);
    return new RunParts(ID, parts.repository(), parts.transactions(), parts.dataSource(),
        parts.fence(), parts.stop(), parts.listener(), parts.threads(), parts.pace(), parts.clock(),
        until);
  }

  private long count(String table) {
    return JdbcClient.create(context.dataSource()).sql("select count(*) from " + table)
        .query(Long.class).single();
  }

  private String description(String table) {
    return JdbcClient.create(context.dataSource())
        .sql("select exit_message from " + table + " fetch first 1 rows only")
        .query((row, number) -> String.valueOf(row.getString(1))).single();
  }
}
