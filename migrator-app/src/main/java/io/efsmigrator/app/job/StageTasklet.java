package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.app.launch.StepPausedException;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The one way in which a stage of the guide becomes a step.
 *
 * <p>Waiting is a tick: the tasklet pauses, a stop ends the pause, and Batch looks for a stop before
 * it calls again. The deadline counts from the beginning of this execution, so a restart gives the
 * stage its time again.
 */
final class StageTasklet implements Tasklet {

  private final Stage stage;
  private final MigrationPlan plan;
  private final Duration deadline;
  private final StopSignal stop;
  private final Clock clock;
  private final ProgressLines lines;

  private @Nullable Instant began;

  StageTasklet(Stage stage, MigrationPlan plan, Duration deadline, StopSignal stop, Clock clock,
      ProgressLines lines) {
    this.stage = stage;
    this.plan = plan;
    this.deadline = deadline;
    this.stop = stop;
    this.clock = clock;
    this.lines = lines;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) throws Exception {
    StepExecution step = contribution.getStepExecution();
    // What the last tick has waited for is over, or is said again.
    step.setExitStatus(ExitStatus.EXECUTING);
    return switch (stage.run(plan)) {
      case StageOutcome.Completed(String summary) -> {
        contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(summary));
        yield RepeatStatus.FINISHED;
      }
      case StageOutcome.Waiting(String reason, Duration pollAgainIn) -> {
        waitFor(step, reason, pollAgainIn);
        yield RepeatStatus.CONTINUABLE;
      }
      case StageOutcome.Blocked(String reason, String remedy, StageOutcome.Severity severity) ->
        throw new StepFailedException(kind(severity), reason, remedy);
      case StageOutcome.Paused(String reason, String remedy) ->
        throw new StepPausedException(reason, remedy);
    };
  }

  private void waitFor(StepExecution step, String reason, Duration pollAgainIn)
      throws StepFailedException, InterruptedException {
    Instant now = clock.instant();
    if (began == null) {
      began = now;
    }
    Duration waited = Duration.between(began, now);
    if (waited.compareTo(deadline) > 0) {
      throw new StepFailedException(StepFailedException.Kind.FAILED,
          "After " + deadline.toMinutes() + " min there is still " + reason + ".",
          "Look why it takes so long, then restart: the step waits again.");
    }
    lines.waiting(step.getStepName(), reason);
    stop.pause(pollAgainIn);
    // Kept with the commit of this tick, for those who look from another terminal.
    step.setExitStatus(ExitStatus.EXECUTING.addExitDescription("waiting: " + reason));
  }

  private static StepFailedException.Kind kind(StageOutcome.Severity severity) {
    return switch (severity) {
      case FAILED -> StepFailedException.Kind.FAILED;
      case REFUSED -> StepFailedException.Kind.REFUSED;
    };
  }
}
