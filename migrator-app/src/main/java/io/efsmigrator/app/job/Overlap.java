package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StopSignal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;

/**
 * A scan, and the copy beside it from the moment the scan has left something to do: directories are
 * made one after the other in their parent, and meanwhile the server has time for files.
 *
 * <p>Both are steps with a row and a restart of their own. When one fails the other one is stopped, and
 * the failure is what both came to. When this returns or throws, neither is at work.
 */
final class Overlap {

  /** Runs one of the two steps. */
  @FunctionalInterface
  interface Handling {
    StepExecution handle() throws JobExecutionException;
  }

  /** How a step ended; what weighs more is what both came to. */
  private sealed interface End {

    /** The step has a row that says how it ended. */
    record Told(StepExecution execution) implements End {}

    /** It was stopped, or could not be started, or its row not be kept. */
    record Thrown(Exception exception) implements End {}

    static End of(Handling step) {
      try {
        return new Told(step.handle());
      } catch (JobExecutionException | RuntimeException e) {
        return new Thrown(e);
      }
    }

    default int weight() {
      return switch (this) {
        case Told(StepExecution execution) when execution.getStatus() == BatchStatus.FAILED -> 3;
        case Thrown(JobInterruptedException _) -> 1;
        case Thrown _ -> 2;
        case Told _ -> 0;
      };
    }
  }

  private final ScanFeed feed;
  private final StopSignal stop;
  private boolean interrupted;

  Overlap(ScanFeed feed, StopSignal stop) {
    this.feed = feed;
    this.stop = stop;
  }

  /** Runs both; the execution that failed, or else that of the copy. */
  StepExecution run(Handling scan, Handling copy) throws JobExecutionException {
    FutureTask<End> ahead = new FutureTask<>(() -> scanned(scan));
    Thread.ofPlatform().daemon().name("scan").start(ahead);
    End copied = maybeCopied(copy);
    End scanned = await(ahead);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    boolean scanDecides = scanned.weight() > 0
        && (copied == null || scanned.weight() >= copied.weight());
    End both = scanDecides || copied == null ? scanned : copied;
    return switch (both) {
      case End.Told(StepExecution execution) -> execution;
      case End.Thrown(JobExecutionException exception) -> throw exception;
      case End.Thrown(RuntimeException exception) -> throw exception;
      case End.Thrown(Exception exception) -> throw new IllegalStateException(exception);
    };
  }

  private End scanned(Handling scan) {
    ScanFeed.State end = ScanFeed.State.BROKEN_OFF;
    try {
      End scanned = End.of(scan);
      if (scanned instanceof End.Told(StepExecution execution)
          && execution.getStatus() == BatchStatus.COMPLETED) {
        end = ScanFeed.State.COMPLETED;
      }
      return scanned;
    } finally {
      // Also after an error, or the copy would wait for ever.
      feed.ended(end);
    }
  }

  /** Null if there is nothing to copy, since the scan has ended early. */
  private @Nullable End maybeCopied(Handling copy) {
    while (true) {
      try {
        return feed.moreThan(0).state() == ScanFeed.State.BROKEN_OFF ? null : copied(copy);
      } catch (InterruptedException e) {
        interrupted();
      }
    }
  }

  private End copied(Handling copy) {
    End copied = End.of(copy);
    if (copied.weight() > 0) {
      feed.copyFailed();
    }
    return copied;
  }

  private End await(FutureTask<End> ahead) {
    while (true) {
      try {
        return ahead.get();
      } catch (InterruptedException e) {
        interrupted();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the scan ended unexpectedly", e.getCause());
      }
    }
  }

  /** Whoever interrupts means the run; without the scan nobody may go on. */
  private void interrupted() {
    interrupted = true;
    stop.request(new StopSignal.Interrupted());
  }
}
