package io.efsmigrator.app.launch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Puts right what a dead process left in Batch's tables, so that its migration can be restarted.
 *
 * <p>Only under the run lock and with the lease: then whatever claims to run is known to be dead.
 * Batch itself refuses all three cases for ever: an instance without an execution (killed between
 * the two inserts), an execution that says it runs, and the UNKNOWN of a process that could not
 * record its end.
 */
final class Healing {

  private static final Logger log = LoggerFactory.getLogger(Healing.class);

  private static final int MAX_ATTEMPTS = 3;

  private final JobRepository repository;
  private final JobOperator operator;
  private final Holder me;

  Healing(JobRepository repository, JobOperator operator, Holder me) {
    this.repository = repository;
    this.operator = operator;
    this.me = me;
  }

  /**
   * Heals what there is to heal.
   *
   * <p>A row whose version is not the one just read is read again: seen once in 150 kills on H2, with
   * no other process left that could have written it.
   */
  void heal(String jobName, JobParameters identity) {
    for (int attempt = 1;; attempt++) {
      try {
        healOnce(jobName, identity);
        return;
      } catch (OptimisticLockingFailureException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
        log.warn("healing is begun again: {}", e.getMessage());
      }
    }
  }

  private void healOnce(String jobName, JobParameters identity) {
    JobInstance instance = repository.getJobInstance(jobName, identity);
    if (instance == null) {
      return;
    }
    JobExecution last = repository.getLastJobExecution(instance);
    if (last == null) {
      log.warn("job instance {} has no execution: its process died while it was made",
          instance.getId());
      repository.deleteJobInstance(instance);
      return;
    }
    healUnknown(last);
    healRunning(last);
  }

  private void healUnknown(JobExecution execution) {
    for (StepExecution step : execution.getStepExecutions()) {
      if (step.getStatus() == BatchStatus.UNKNOWN) {
        step.setStatus(BatchStatus.FAILED);
        step.setExitStatus(gone(step.getExitStatus()));
        repository.update(step);
      }
    }
    if (execution.getStatus() == BatchStatus.UNKNOWN) {
      execution.setStatus(BatchStatus.FAILED);
      execution.setExitStatus(gone(execution.getExitStatus()));
      repository.update(execution);
    }
  }

  private void healRunning(JobExecution execution) {
    boolean stepsRun = false;
    for (StepExecution step : execution.getStepExecutions()) {
      if (step.getStatus().isRunning()) {
        stepsRun = true;
        step.setExitStatus(gone(step.getExitStatus()));
      }
    }
    if (execution.isRunning() || execution.isStopping()) {
      // Set before: recover() saves what it finds, and would leave UNKNOWN without a word.
      execution.setExitStatus(gone(execution.getExitStatus()));
      operator.recover(execution);
    } else if (stepsRun) {
      failRunningSteps(execution);
    }
  }

  /** The job ended but some of its partitions never began; recover() would change the job, too. */
  private void failRunningSteps(JobExecution execution) {
    for (StepExecution step : execution.getStepExecutions()) {
      if (step.getStatus().isRunning()) {
        step.setStatus(BatchStatus.FAILED);
        repository.update(step);
      }
    }
  }

  private ExitStatus gone(ExitStatus before) {
    String description = before.getExitDescription();
    String note = "The process that ran this is gone; taken over by " + me + ".";
    return new ExitStatus(ExitStatus.FAILED.getExitCode(),
        description.isEmpty() ? note : description + " " + note);
  }
}
