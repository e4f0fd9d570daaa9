package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/** A linear job that asks before each step whether the run is to end, and says in words how it did. */
final class SequentialJob extends SimpleJob {

  /** What is done when every step has completed, in this run or before it. */
  @FunctionalInterface
  interface End {

    /**
     * Tells the last words of the run.
     *
     * <p>A kill after it may come before the job is noted as completed: then the next run skips every
     * step, and calls it again.
     */
    String conclude() throws Exception;
  }

  private final List<Step> steps;
  private final StepSequence sequence;
  private final End end;

  /** A job of these steps, and what is done after the last of them. */
  SequentialJob(String name, List<Step> steps, StepSequence sequence, JobRepository repository,
      End end) {
    super(name);
    this.end = end;
    this.steps = List.copyOf(steps);
    this.sequence = sequence;
    setSteps(this.steps);
    setJobRepository(repository);
  }

  @Override
  protected void doExecute(JobExecution execution) throws JobInterruptedException {
    try {
      StepExecution last = sequence.run(steps, execution);
      if (last != null) {
        execution.upgradeStatus(last.getStatus());
        execution.setExitStatus(new ExitStatus(exitCode(last),
            last.getStatus() == BatchStatus.COMPLETED
                ? end.conclude()
                : last.getStepName() + ": " + last.getExitStatus().getExitDescription()));
      }
    } catch (JobInterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static String exitCode(StepExecution last) {
    for (Throwable failure : last.getFailureExceptions()) {
      if (failure instanceof StepFailedException failed
          && failed.kind() == StepFailedException.Kind.DIFFERENCES) {
        return StepFailedException.Kind.DIFFERENCES.name();
      }
    }
    return last.getExitStatus().getExitCode();
  }

  @Override
  protected ExitStatus getDefaultExitStatusForFailure(@Nullable Throwable failure) {
    if (failure == null) {
      return ExitStatus.FAILED;
    }
    String code = failure instanceof JobInterruptedException
        ? ExitStatus.STOPPED.getExitCode()
        : ExitStatus.FAILED.getExitCode();
    return new ExitStatus(code, sequence.stopWords()
        .filter(words -> failure instanceof JobInterruptedException)
        .orElseGet(() -> ExitDescriptions.sentence(failure)));
  }
}
