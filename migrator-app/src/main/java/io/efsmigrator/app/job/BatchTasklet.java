package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.LeaseLostException;
import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.manifest.DeleteFuseException;
import io.efsmigrator.manifest.TreeFailedException;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Does one durable batch a tick: each tick is a commit, a sign of life and a place to stop. */
final class BatchTasklet implements Tasklet, StepExecutionListener {

  /** The pass that problems are noted under. */
  @FunctionalInterface
  interface PassNumber {
    int get() throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(BatchTasklet.class);

  private final DurableBatches.Opening opening;
  private final RunParts parts;
  private final PassNumber pass;
  private final UnaryOperator<String> words;
  private @Nullable DurableBatches batches;

  /** Batches whose last one is told in these words, made of its own. */
  BatchTasklet(DurableBatches.Opening opening, RunParts parts, PassNumber pass,
      UnaryOperator<String> words) {
    this.opening = opening;
    this.parts = parts;
    this.pass = pass;
    this.words = words;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) throws Exception {
    try {
      DurableBatches open = batches;
      if (open == null) {
        open = opening.open();
        batches = open;
      }
      DurableBatches.Batch batch = open.next();
      StepExecution step = contribution.getStepExecution();
      parts.problems().found(step.getJobExecutionId(), pass.get(), step.getStepName(),
          batch.found());
      parts.problems().left(step.getJobExecutionId(), pass.get(), batch.left());
      contribution.incrementWriteCount(batch.entries());
      if (batch.finished()) {
        contribution
            .setExitStatus(ExitStatus.COMPLETED.addExitDescription(words.apply(batch.summary())));
      }
      return RepeatStatus.continueIf(!batch.finished());
    } catch (IOException e) {
      throw told(e);
    }
  }

  @Override
  public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
    DurableBatches open = batches;
    batches = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.warn("closing after {}: {}", stepExecution.getStepName(), e.toString());
      }
    }
    return null;
  }

  /** An error of the data plane with its remedy, as a step fails with it. */
  static Exception told(IOException e) {
    return switch (e) {
      case TreeFailedException failed -> withCause(new StepFailedException(
          StepFailedException.Kind.FAILED, failed.what(), failed.remedy()), e);
      case DeleteFuseException fuse -> withCause(new StepFailedException(
          StepFailedException.Kind.REFUSED, String.valueOf(fuse.getMessage()), fuse.remedy()), e);
      case CopyStoppedException stopped ->
        new LeaseLostException(String.valueOf(stopped.getMessage()));
      default -> withCause(new StepFailedException(StepFailedException.Kind.FAILED,
          "I/O error: " + e.getMessage() + ".", "Look at the log, then restart."), e);
    };
  }

  private static StepFailedException withCause(StepFailedException told, IOException cause) {
    log.error("{}", told.what(), cause);
    return told;
  }
}
