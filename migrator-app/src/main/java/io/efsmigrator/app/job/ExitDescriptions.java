package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.app.launch.StepPausedException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Writes into the history why a step ended badly, in a sentence. Batch would leave a stack trace
 * there, cut off in the middle; that one is in the log.
 */
final class ExitDescriptions {

  private static final int MAX_CHARACTERS = 2000;

  private ExitDescriptions() {}

  /** Replaces the description of a step that did not complete. */
  static void tidy(StepExecution execution, JobRepository repository) {
    if (execution.getStatus() == BatchStatus.COMPLETED
        || execution.getStatus() == BatchStatus.UNKNOWN
        || execution.getFailureExceptions().isEmpty()) {
      return;
    }
    execution.setExitStatus(new ExitStatus(execution.getExitStatus().getExitCode(),
        sentence(execution.getFailureExceptions().getFirst())));
    repository.update(execution);
  }

  /** The innermost cause that says something to an operator. */
  static String sentence(Throwable failure) {
    Throwable innermost = failure;
    for (@Nullable
    Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StepFailedException || cause instanceof StepPausedException) {
        return cut(String.valueOf(cause.getMessage()));
      }
      innermost = cause;
    }
    return innermost instanceof JobInterruptedException
        ? "Stopped; a restart goes on from here."
        : cut(innermost.getClass().getSimpleName() + ": " + innermost.getMessage());
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
  }
}
