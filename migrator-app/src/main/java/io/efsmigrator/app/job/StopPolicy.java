package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.Fence;
import io.efsmigrator.app.launch.StopSignal;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * Ends a step between two chunks if the run is to end, and never lets an ended step look complete.
 *
 * <p>A chunk step of Batch 6 swallows the exception of its policy and leaves its loop; unless the
 * execution is marked, it is then COMPLETED, and a restart skips what was never done.
 */
final class StopPolicy implements StepInterruptionPolicy {

  private final StopSignal stop;
  private final Fence fence;

  StopPolicy(StopSignal stop, Fence fence) {
    this.stop = stop;
    this.fence = fence;
  }

  @Override
  public void checkInterrupted(StepExecution stepExecution) throws JobInterruptedException {
    fence.check();
    if (Thread.currentThread().isInterrupted()) {
      stop.request(new StopSignal.Interrupted());
    }
    if (stop.isRequested()) {
      stepExecution.setTerminateOnly();
    }
    if (stepExecution.isTerminateOnly()) {
      throw new JobInterruptedException("stopped between two chunks");
    }
  }
}
