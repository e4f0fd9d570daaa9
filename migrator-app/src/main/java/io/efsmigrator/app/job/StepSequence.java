package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.Fence;
import io.efsmigrator.app.launch.StopSignal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.SimpleStepHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Runs steps one after the other, as a job does and as a pass does within its job. Those that have
 * completed before are skipped by Batch's own handler.
 */
final class StepSequence {

  private final JobRepository repository;
  private final StopSignal stop;
  private final Fence fence;

  private final @Nullable String until;

  StepSequence(JobRepository repository, StopSignal stop, Fence fence, @Nullable String until) {
    this.repository = repository;
    this.stop = stop;
    this.fence = fence;
    this.until = until;
  }

  /** Runs them until one does not complete; returns the last one that was looked at. */
  @Nullable
  StepExecution run(List<Step> steps, JobExecution job) throws JobExecutionException {
    SimpleStepHandler handler = new SimpleStepHandler(repository);
    StepExecution last = null;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      fence.check();
      if (stop.isRequested()) {
        throw new JobInterruptedException("stopped before step " + step.getName());
      }
      Optional<ScanFeed> feed = feedOfNext(steps, i);
      if (feed.isPresent()) {
        Step next = steps.get(++i);
        last = new Overlap(feed.get(), stop).run(() -> handle(handler, step, job),
            () -> handle(handler, next, job));
      } else {
        last = handle(handler, step, job);
      }
      if (last.getStatus() != BatchStatus.COMPLETED) {
        return last;
      }
      if (last.getStepName().equals(until)) {
        stop.request(new StopSignal.Reached(last.getStepName()));
      }
    }
    return last;
  }

  /** If the next step may begin while this one is at work: what tells it how that comes along. */
  private Optional<ScanFeed> feedOfNext(List<Step> steps, int i) {
    boolean endsHere = steps.get(i).getName().equals(until);
    return !endsHere && i + 1 < steps.size() && steps.get(i + 1) instanceof PartitionedStep next
        ? next.feed()
        : Optional.empty();
  }

  /** Why the run was stopped, if that is more than somebody's wish. */
  Optional<String> stopWords() {
    return switch (stop.reason()) {
      case StopSignal.WindowClosed(String words) -> Optional.of("Stopped " + words + ".");
      case StopSignal.CutoverTooLong(String limit) ->
        Optional.of("Given up: the writers were paused for " + limit + ".");
      case null, default -> Optional.empty();
    };
  }

  private StepExecution handle(SimpleStepHandler handler, Step step, JobExecution job)
      throws JobExecutionException {
    try {
      StepExecution execution = handler.handleStep(step, job);
      ExitDescriptions.tidy(execution, repository);
      return execution;
    } catch (JobInterruptedException e) {
      // The step that was stopped has its row; the exception only says so.
      for (StepExecution execution : job.getStepExecutions()) {
        if (execution.getStepName().equals(step.getName())) {
          ExitDescriptions.tidy(execution, repository);
        }
      }
      throw e;
    }
  }
}
