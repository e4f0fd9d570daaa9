package io.efsmigrator.app.job;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/** Stops a partition after its chunk when another one has failed: the step fails at once. */
final class PartitionPolicy implements StepInterruptionPolicy {

  private final StepInterruptionPolicy run;
  private final AtomicBoolean failed;

  private PartitionPolicy(StepInterruptionPolicy run, AtomicBoolean failed) {
    this.run = run;
    this.failed = failed;
  }

  static StepInterruptionPolicy of(StepInterruptionPolicy run, AtomicBoolean failed) {
    return new PartitionPolicy(run, failed);
  }

  @Override
  public void checkInterrupted(StepExecution stepExecution) throws JobInterruptedException {
    run.checkInterrupted(stepExecution);
    if (failed.get()) {
      stepExecution.setTerminateOnly();
      throw new JobInterruptedException("another partition has failed");
    }
  }
}
