package io.efsmigrator.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.MigratorContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a dead process left is put right, also where a row turns out to be newer than it was read. */
class HealingTests {

  private static final String JOB = "toy";
  private static final JobParameters IDENTITY = new JobParametersBuilder()
      .addString(Runs.IDENTITY, "toy.1", true).toJobParameters();

  @TempDir
  private Path folder;

  @Test
  void aRowThatChangedSinceItWasReadIsReadAgain() throws Exception {
    try (MigratorContext context = MigratorContext.open(RepositorySettings.h2(folder), "toy.1")) {
      JobRepository repository = context.jobRepository();
      JobInstance instance = repository.createJobInstance(JOB, IDENTITY);
      JobExecution execution = repository.createJobExecution(instance, IDENTITY,
          new ExecutionContext());
      StepExecution step = repository.createStepExecution("copyFiles", execution);
      step.setStatus(BatchStatus.STARTED);
      repository.update(step);
      TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
      operator.setJobRepository(repository);

      new Healing(newerOnceRead(repository, JdbcClient.create(context.dataSource())), operator,
          Holder.thisProcess()).heal(JOB, IDENTITY);

      JobExecution healed = Objects.requireNonNull(
          repository.getJobExecution(execution.getId()));
      assertThat(healed.getStatus()).isEqualTo(BatchStatus.FAILED);
      assertThat(healed.getStepExecutions()).extracting(StepExecution::getStatus)
          .containsExactly(BatchStatus.FAILED);
    }
  }

  /** A repository whose step rows get another version right after they were read for the first time. */
  private static JobRepository newerOnceRead(JobRepository repository, JdbcClient database) {
    AtomicBoolean read = new AtomicBoolean();
    return (JobRepository) Proxy.newProxyInstance(HealingTests.class.getClassLoader(),
        new Class<?>[]{JobRepository.class}, (proxy, method, arguments) -> {
          try {
            Object result = method.invoke(repository, arguments);
            if (method.getName().equals("getLastJobExecution") && !read.getAndSet(true)) {
              database.sql("update batch_step_execution set version = version + 1").update();
            }
            return result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
