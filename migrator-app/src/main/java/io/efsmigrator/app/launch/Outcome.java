package io.efsmigrator.app.launch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

/** Reads out of a finished job execution how the run ended. */
final class Outcome {

  private static final String RESTART = "Read the log, put it right, then restart.";

  private Outcome() {}

  static RunResult of(JobExecution execution, StopSignal stop) {
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      return new RunResult.Completed(execution.getId(),
          execution.getExitStatus().getExitDescription());
    }
    if (stop.reason() instanceof StopSignal.RootLost(String what, String remedy)) {
      return new RunResult.Failed(execution.getId(), what, remedy);
    }
    if (stop.reason() instanceof StopSignal.CutoverTooLong) {
      return stopped(execution.getId(), stop.reason());
    }
    List<Throwable> causes = causes(execution);
    for (Throwable cause : causes) {
      if (cause instanceof StepFailedException failed) {
        return failed(execution.getId(), failed);
      }
    }
    for (Throwable cause : causes) {
      if (cause instanceof StepPausedException paused) {
        return new RunResult.Paused(execution.getId(), paused.what(), paused.remedy());
      }
    }
    StopSignal.Reason reason = stop.reason();
    if (execution.getStatus() == BatchStatus.STOPPED && reason != null) {
      return stopped(execution.getId(), reason);
    }
    return new RunResult.Failed(execution.getId(), firstMessage(execution, causes), RESTART);
  }

  /** The end of a run that may not even write down how it ended. */
  static RunResult leaseLost(long executionId, String why) {
    return new RunResult.Failed(executionId, "This process lost its lease: " + why + ".",
        "Look with `status` whether another process has taken over; if not, restart.");
  }

  static RunResult failed(long executionId, StepFailedException failed) {
    return switch (failed.kind()) {
      case FAILED -> new RunResult.Failed(executionId, failed.what(), failed.remedy());
      case REFUSED -> new RunResult.Refused(failed.what(), failed.remedy());
      case DIFFERENCES -> new RunResult.Differences(executionId, failed.count(), failed.what(),
          failed.remedy());
    };
  }

  /** The end of a run that was left while threads of it hung. */
  static RunResult left(long executionId, StopSignal.Reason reason, String why) {
    return switch (stopped(executionId, reason)) {
      case RunResult.Stopped(long id, String where) ->
        new RunResult.Stopped(id, where + ", without waiting: " + why);
      case RunResult.Interrupted(long id, String signal) ->
        new RunResult.Interrupted(id, signal + ", without waiting: " + why);
      case RunResult other -> other;
    };
  }

  private static RunResult stopped(long executionId, StopSignal.Reason reason) {
    return switch (reason) {
      case StopSignal.RootLost(String what, String remedy) ->
        new RunResult.Failed(executionId, what, remedy);
      case StopSignal.Requested _ -> new RunResult.Stopped(executionId, "on request");
      case StopSignal.Reached(String step) -> new RunResult.Stopped(executionId,
          "after step " + step);
      case StopSignal.WindowClosed(String words) -> new RunResult.Stopped(executionId, words);
      case StopSignal.CutoverTooLong(String limit) -> new RunResult.Failed(executionId,
          "The writers were paused for " + limit + " and the Primary was not yet to be switched.",
          "The writers go on; restart when there is more time.");
      case StopSignal.Signaled(String name) -> new RunResult.Interrupted(executionId,
          "SIG" + name);
      case StopSignal.Interrupted() -> new RunResult.Interrupted(executionId, "an interrupt");
      case StopSignal.LeaseLost(String why) -> leaseLost(executionId, why);
    };
  }

  /** Every failure of the job and its steps, each followed by its causes. */
  private static List<Throwable> causes(JobExecution execution) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable failure : execution.getAllFailureExceptions()) {
      @Nullable
      Throwable cause = failure;
      while (cause != null && !causes.contains(cause)) {
        causes.add(cause);
        cause = cause.getCause();
      }
    }
    return causes;
  }

  private static String firstMessage(JobExecution execution, List<Throwable> causes) {
    return causes.isEmpty()
        ? "The job ended as " + execution.getStatus() + "."
        : "The job failed: " + causes.getLast() + ".";
  }
}
