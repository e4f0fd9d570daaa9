package io.efsmigrator.app.job;

import io.efsmigrator.app.pace.AdaptivePool;
import java.util.function.UnaryOperator;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;

/**
 * Makes steps the way every step here is made: real transactions, the restored context persisted
 * first, our interruption policy, a line when it begins and ends.
 */
final class Steps {

  /** What a restart does with a step that has completed. */
  enum OnRestart {
    /** It is done. */
    SKIP,
    /** It looks again whether things are as it left them. */
    LOOK_AGAIN
  }

  private final RunParts parts;
  private final ProgressLines lines;

  Steps(RunParts parts) {
    this.parts = parts;
    this.lines = new ProgressLines(parts.listener());
  }

  ProgressLines lines() {
    return lines;
  }

  RunParts parts() {
    return parts;
  }

  Step tasklet(String name, Tasklet tasklet, OnRestart onRestart) {
    return tasklet(name, tasklet, onRestart, policy());
  }

  private Step tasklet(String name, Tasklet tasklet, OnRestart onRestart,
      StepInterruptionPolicy policy) {
    TaskletStep step = new StepBuilder(name, parts.repository())
        .tasklet(tasklet, parts.transactions()).build();
    step.setInterruptionPolicy(policy);
    step.setAllowStartIfComplete(onRestart == OnRestart.LOOK_AGAIN);
    listen(step);
    if (tasklet instanceof StepExecutionListener listener) {
      step.registerStepExecutionListener(listener);
    }
    return step;
  }

  /** Batches of a pass. */
  Step batches(String name, DurableBatches.Opening opening, BatchTasklet.PassNumber pass) {
    return tasklet(name, new BatchTasklet(opening, parts, pass, UnaryOperator.identity()),
        OnRestart.SKIP);
  }

  /** Batches of a scan, ended when the copy beside it has failed. */
  Step scan(String name, DurableBatches.Opening opening, BatchTasklet.PassNumber pass,
      ScanFeed feed) {
    return tasklet(name, new BatchTasklet(opening, parts, pass, UnaryOperator.identity()),
        OnRestart.SKIP, new CompanionPolicy(policy(), feed::hasCopyFailed));
  }

  /** Batches that compare; the history tells what they left to the next pass. */
  Step proof(String name, DurableBatches.Opening opening, BatchTasklet.PassNumber pass) {
    return tasklet(name, new BatchTasklet(opening, parts, pass,
        words -> Meanwhile.of(parts.problems()).after(words)), OnRestart.SKIP);
  }

  Step pass(String name, PassStep.Plan plan) {
    return pass(name, plan, OnRestart.SKIP);
  }

  Step pass(String name, PassStep.Plan plan, OnRestart onRestart) {
    PassStep step = new PassStep(name, plan, parts.sequence(), parts.repository());
    step.setAllowStartIfComplete(onRestart == OnRestart.LOOK_AGAIN);
    listen(step);
    return step;
  }

  Step partitioned(String name, PartitionedStep.Work work, int inFlight) throws Exception {
    PartitionedStep step = new PartitionedStep(name, work, inFlight, parts);
    listen(step);
    return step;
  }

  <I, O> ChunkOrientedStepBuilder<I, O> chunks(String name, int size,
      StepInterruptionPolicy policy) {
    return new StepBuilder(name, parts.repository()).<I, O>chunk(size)
        .transactionManager(parts.transactions()).interruptionPolicy(policy)
        .listener(new PersistRestoredContext(parts.repository()));
  }

  StepInterruptionPolicy policy() {
    return new StopPolicy(parts.stop(), parts.fence());
  }

  private void listen(AbstractStep step) {
    step.registerStepExecutionListener(new PersistRestoredContext(parts.repository()));
    step.registerStepExecutionListener(lines);
    if (parts.threads().entries() instanceof AdaptivePool adaptive) {
      step.registerStepExecutionListener(new StepExecutionListener() {
        @Override
        public void beforeStep(StepExecution stepExecution) {
          adaptive.forget();
        }
      });
    }
  }
}
