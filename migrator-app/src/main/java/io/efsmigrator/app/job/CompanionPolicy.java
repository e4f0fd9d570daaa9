package io.efsmigrator.app.job;

import java.util.function.BooleanSupplier;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * Stops a step after its chunk when what goes on beside it has failed: another partition of the same
 * step, or the copy beside a scan.
 *
 * @param run the policy of the whole run
 * @param failed whether the companion has
 */
record CompanionPolicy(StepInterruptionPolicy run, BooleanSupplier failed)
    implements
      StepInterruptionPolicy {

  @Override
  public void checkInterrupted(StepExecution stepExecution) throws JobInterruptedException {
    run.checkInterrupted(stepExecution);
    if (failed.getAsBoolean()) {
      stepExecution.setTerminateOnly();
      throw new JobInterruptedException("what goes on beside it has failed");
    }
  }
}
