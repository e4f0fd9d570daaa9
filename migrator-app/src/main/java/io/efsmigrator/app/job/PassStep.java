package io.efsmigrator.app.job;

import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * A pass: a step made of inner steps, each with its own row and its own restart.
 *
 * <p>Not Batch's FlowStep: its executor writes the result of the inner flow into the status of the
 * whole job while that goes on.
 */
final class PassStep extends AbstractStep {

  private final List<Step> steps;
  private final StepSequence sequence;

  PassStep(String name, List<Step> steps, StepSequence sequence, JobRepository repository) {
    super(repository);
    setName(name);
    this.steps = List.copyOf(steps);
    this.sequence = sequence;
  }

  @Override
  protected void doExecute(StepExecution pass) throws Exception {
    StepExecution last = sequence.run(steps, pass.getJobExecution());
    if (last == null || last.getStatus() == BatchStatus.COMPLETED) {
      return;
    }
    for (Throwable failure : last.getFailureExceptions()) {
      if (failure instanceof Exception exception) {
        throw exception;
      }
    }
    throw new JobExecutionException(
        last.getStepName() + " ended as " + last.getStatus());
  }
}
