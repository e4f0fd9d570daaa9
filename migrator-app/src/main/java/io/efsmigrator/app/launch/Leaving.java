package io.efsmigrator.app.launch;

import java.time.LocalDateTime;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Notes in Batch's tables that a run was stopped, in the place of threads that hang and cannot.
 *
 * <p>Without this a restart would work as well, but the history would call the process gone.
 */
final class Leaving {

  private final JobRepository repository;
  private final ExitStatus stopped;

  Leaving(JobRepository repository, String why) {
    this.repository = repository;
    this.stopped = ExitStatus.STOPPED.addExitDescription("Stopped without waiting: " + why + ".");
  }

  /** Marks what runs as stopped and returns the execution's number, or 0 if there is none. */
  long stop(String jobName, JobParameters identity) {
    // Read anew: the objects of the run belong to its threads.
    JobExecution execution = repository.getLastJobExecution(jobName, identity);
    if (execution == null || !execution.isRunning()) {
      return 0;
    }
    LocalDateTime now = LocalDateTime.now(java.time.ZoneId.systemDefault());
    for (StepExecution step : execution.getStepExecutions()) {
      if (step.getStatus().isRunning()) {
        step.setStatus(BatchStatus.STOPPED);
        step.setExitStatus(stopped);
        step.setEndTime(now);
        repository.update(step);
      }
    }
    execution.setStatus(BatchStatus.STOPPED);
    execution.setExitStatus(stopped);
    execution.setEndTime(now);
    repository.update(execution);
    return execution.getId();
  }
}
