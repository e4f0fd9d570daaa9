package io.efsmigrator.app.job;

import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
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

  /** What the pass does, decided when it begins: an earlier pass may have made it needless. */
  interface Plan {

    /** The inner steps in their order. */
    List<Step> steps() throws Exception;

    /** Called after the last of them has completed; its words go into the history. */
    String conclude() throws Exception;
  }

  private final Plan plan;
  private final StepSequence sequence;

  PassStep(String name, Plan plan, StepSequence sequence, JobRepository repository) {
    super(repository);
    setName(name);
    this.plan = plan;
    this.sequence = sequence;
  }

  @Override
  protected void doExecute(StepExecution pass) throws Exception {
    StepExecution last = sequence.run(plan.steps(), pass.getJobExecution());
    if (last == null || last.getStatus() == BatchStatus.COMPLETED) {
      pass.setExitStatus(ExitStatus.COMPLETED.addExitDescription(plan.conclude()));
      return;
    }
    for (Throwable failure : last.getFailureExceptions()) {
      if (failure instanceof Exception exception) {
        throw exception;
      }
    }
    throw new JobExecutionException(last.getStepName() + " ended as " + last.getStatus());
  }
}
