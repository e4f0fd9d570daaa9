package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.RunListener;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Tells the listener of the run what happens to its steps. */
final class ProgressLines implements StepExecutionListener {

  private final RunListener listener;

  ProgressLines(RunListener listener) {
    this.listener = listener;
  }

  @Override
  public void beforeStep(StepExecution step) {
    listener.stepStarted(step.getStepName());
  }

  @Override
  public @Nullable ExitStatus afterStep(StepExecution step) {
    LocalDateTime start = step.getStartTime();
    LocalDateTime end = step.getEndTime();
    Duration took = start == null || end == null ? Duration.ZERO : Duration.between(start, end);
    String summary = step.getStatus() == BatchStatus.COMPLETED
        || step.getFailureExceptions().isEmpty()
            ? step.getExitStatus().getExitDescription()
            : ExitDescriptions.sentence(step.getFailureExceptions().getFirst());
    listener.stepEnded(step.getStepName(), step.getStatus().name(), took, summary);
    return null;
  }

  /** Says what a step waits for. */
  void waiting(String step, String reason) {
    listener.stepWaits(step, reason);
  }
}
