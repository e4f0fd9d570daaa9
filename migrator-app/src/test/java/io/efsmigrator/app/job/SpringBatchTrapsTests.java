package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.MigratorContext;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.launch.StopSignal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.launch.support.JobOperatorFactoryBean;
import org.springframework.batch.core.step.Step;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The traps of Spring Batch 6.0.6 that this application is built around. Each is first reproduced
 * with the library alone; if one of those tests fails after an upgrade, the trap is gone and what we
 * do against it can go, too. Then the same with ours.
 */
class SpringBatchTrapsTests {

  private static final String ID = "toy.1";

  @TempDir
  private Path folder;

  private MigratorContext context;
  private RunParts parts;
  private JobOperator operator;
  private JdbcClient jdbc;
  private Path out;

  @BeforeEach
  void open() throws Exception {
    context = MigratorContext.open(RepositorySettings.h2(folder.resolve("state")), ID);
    parts = Toy.parts(context, ID);
    jdbc = JdbcClient.create(context.dataSource());
    out = folder.resolve("out");
    JobOperatorFactoryBean factory = new JobOperatorFactoryBean();
    factory.setJobRepository(context.jobRepository());
    factory.setJobRegistry(new MapJobRegistry());
    factory.setTransactionManager(context.transactionManager());
    factory.afterPropertiesSet();
    operator = factory.getObject();
  }

  @AfterEach
  void close() {
    parts.threads().close();
    context.close();
  }

  // D1: what is saved when a restart is killed inside its first chunk?

  @Test
  void springBatchBeginsARestartWithAnEmptyContextInTheDatabase() throws Exception {
    failAt(30);

    AtomicReference<String> saved = new AtomicReference<>("");
    operator.start(plain(first -> saved.compareAndSet("", savedContext())), parameters());

    // A kill at this moment would lose the 30 numbers that were committed.
    assertThat(saved.get()).doesNotContain("position");
    assertThat(Toy.written(out)).hasSize(Toy.ITEMS);
  }

  @Test
  void oursBeginsARestartWithTheRestoredContextInTheDatabase() throws Exception {
    failAt(30);

    AtomicReference<String> saved = new AtomicReference<>("");
    Toy.run(context, ID, out, first -> saved.compareAndSet("", savedContext()));

    assertThat(saved.get()).contains("\"position\":30");
    assertThat(Toy.written(out)).hasSize(Toy.ITEMS);
  }

  // D3: what does an interrupt in a chunk make of the step?

  @Test
  void springBatchCompletesAStepThatWasInterruptedInTheMiddle() throws Exception {
    JobExecution execution = operator.start(plain(first -> interruptAt(first, 40)), parameters());
    Thread.interrupted();

    assertThat(statusOf(execution)).isEqualTo(BatchStatus.COMPLETED);
    assertThat(Toy.written(out)).hasSize(50);
  }

  @Test
  void oursStopsAStepThatWasInterruptedAndGoesOnLater() throws Exception {
    RunResult first = Toy.run(context, ID, out, number -> interruptAt(number, 40));
    Thread.interrupted();
    List<Integer> written = Toy.written(out);
    close();
    open();
    RunResult second = Toy.run(context, ID, out, number -> {});

    assertThat(first).isInstanceOf(RunResult.Interrupted.class);
    assertThat(written).hasSize(50);
    assertThat(second).isInstanceOf(RunResult.Completed.class);
    assertThat(Toy.written(out)).hasSize(Toy.ITEMS).doesNotHaveDuplicates();
  }

  // D4: can the same execution be restarted twice at once?

  @Test
  void springBatchRestartsTheSameExecutionTwiceAtOnce() throws Exception {
    failAt(30);
    CyclicBarrier bothHaveChecked = new CyclicBarrier(2);
    Callable<JobExecution> restart = () -> {
      SimpleJob job = plain(first -> {});
      // The library calls it between its check for a running execution and the creation of one.
      job.setJobParametersValidator(validated -> {
        try {
          bothHaveChecked.await();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
      return operator.start(job, parameters());
    };

    List<Future<JobExecution>> both;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      both = threads.invokeAll(List.of(restart, restart));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }

    assertThat(both).allSatisfy(one -> assertThat(one.get().getId()).isPositive());
    assertThat(both.get(0).get().getId()).isNotEqualTo(both.get(1).get().getId());
  }

  // D5: what does a stop from elsewhere say while the chunk is still at work?

  @Test
  void springBatchSaysStoppedWhileTheChunkIsStillAtWork() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();

    operator.start(plain(first -> {
      if (first == 20) {
        elsewhere(operator::stop);
        seen.set(statusAndEnd());
      }
    }), parameters());

    assertThat(seen.get()).isEqualTo("STOPPED with an end");
  }

  @Test
  void oursSaysStartedUntilTheChunkHasEnded() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();

    RunResult result = Toy.run(context, ID, out, first -> {
      if (first == 20) {
        context.stopSignal().request(new StopSignal.Requested());
        seen.set(statusAndEnd());
      }
    });

    assertThat(seen.get()).isEqualTo("STARTED without an end");
    assertThat(result).isInstanceOf(RunResult.Stopped.class);
    assertThat(statusAndEnd()).isEqualTo("STOPPED with an end");
    assertThat(Toy.written(out)).hasSize(30);
  }

  // D6: what does a process leave that was taken over while it was at work?

  @Test
  void springBatchLeavesUnknownAfterATakeoverAndRefusesToRestart() throws Exception {
    assertThatThrownBy(() -> {
      operator.start(plain(first -> {
        if (first == 20) {
          elsewhere(operator::recover);
        }
      }), parameters());
      operator.start(plain(first -> {}), parameters());
    }).isInstanceOf(JobRestartException.class).hasMessageContaining("UNKNOWN");

    assertThat(statusAndEnd()).startsWith("UNKNOWN");
  }

  @Test
  void oursHealsUnknownAndGoesOn() throws Exception {
    operator.start(plain(first -> {
      if (first == 20) {
        elsewhere(operator::recover);
      }
    }), parameters());

    RunResult result = Toy.run(context, ID, out, first -> {});

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(Toy.written(out)).contains(0, 50, 99);
  }

  // D7: an instance whose process died before its first execution.

  @Test
  void springBatchRefusesAnInstanceWithoutAnExecutionForEver() {
    context.jobRepository().createJobInstance(Toy.JOB, parameters());

    assertThatThrownBy(() -> operator.start(plain(first -> {}), parameters()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot find any job execution");
  }

  @Test
  void oursHealsAnInstanceWithoutAnExecution() throws Exception {
    context.jobRepository().createJobInstance(Toy.JOB, parameters());

    assertThat(Toy.run(context, ID, out, first -> {})).isInstanceOf(RunResult.Completed.class);
  }

  // A killed process leaves STARTED behind.

  @Test
  void oursHealsAnExecutionOfADeadProcessAndSaysSo() throws Exception {
    failAt(30);
    jdbc.sql("update batch_job_execution set status = 'STARTED', exit_code = 'UNKNOWN',"
        + " exit_message = '', end_time = null").update();
    jdbc.sql("update batch_step_execution set status = 'STARTED', exit_code = 'EXECUTING',"
        + " exit_message = '', end_time = null where step_name = 'numbers'").update();

    RunResult result = Toy.run(context, ID, out, first -> {});

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(Toy.written(out)).hasSize(Toy.ITEMS).doesNotHaveDuplicates();
    assertThat(jdbc.sql("select exit_message from batch_job_execution where job_execution_id = 1")
        .query(String.class).single()).contains("process that ran this is gone");
  }

  private void failAt(int number) throws Exception {
    JobExecution execution = operator.start(plain(first -> {
      if (first == number) {
        throw new IllegalStateException("as ordered");
      }
    }), parameters());
    assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
  }

  private static void interruptAt(int first, int number) {
    if (first == number) {
      Thread.currentThread().interrupt();
    }
  }

  private SimpleJob plain(Toy.InChunk inChunk) {
    SimpleJob job = new SimpleJob(Toy.JOB);
    job.setJobRepository(context.jobRepository());
    Step step = Toy.plainNumbers(parts, out, inChunk);
    job.setSteps(List.of(step));
    return job;
  }

  private static JobParameters parameters() {
    return new JobParametersBuilder().addString(Runs.IDENTITY, ID, true).toJobParameters();
  }

  /** Something that is done to the running execution, as another process would do it. */
  @FunctionalInterface
  private interface Intervention {
    void on(JobExecution execution) throws Exception;
  }

  /** On a thread of its own: on this one it would join the transaction of the chunk. */
  private void elsewhere(Intervention intervention) throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      other.submit(() -> {
        intervention.on(Objects.requireNonNull(
            context.jobRepository().getLastJobExecution(Toy.JOB, parameters())));
        return null;
      }).get();
    }
  }

  private static BatchStatus statusOf(JobExecution execution) {
    return execution.getStepExecutions().stream()
        .filter(step -> step.getStepName().equals(Toy.STEP)).findFirst().orElseThrow()
        .getStatus();
  }

  private String savedContext() throws SQLException {
    // A connection of its own: what this one does not see would not survive a kill.
    try (var connection = DriverManager.getConnection(context.settings().jdbcUrl());
        var row = connection.createStatement().executeQuery(
            "select c.short_context from batch_step_execution_context c"
                + " join batch_step_execution s on s.step_execution_id = c.step_execution_id"
                + " where s.step_name = 'numbers' order by s.step_execution_id desc")) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  private String statusAndEnd() {
    return String.valueOf(jdbc.sql("select status, end_time from batch_job_execution"
        + " order by job_execution_id desc fetch first 1 rows only")
        .query((row, number) -> row.getString(1)
            + (row.getTimestamp(2) == null ? " without an end" : " with an end"))
        .single());
  }
}
