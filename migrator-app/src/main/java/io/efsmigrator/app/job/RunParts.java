package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.Fence;
import io.efsmigrator.app.launch.LeaseLostException;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.app.state.Problems;
import io.efsmigrator.app.state.ProgressRows;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.manifest.Pace;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What all steps of one run share.
 *
 * @param listener is told how it goes
 * @param until the step after which the run stops, if not the last one
 * @param threads those that talk to the file systems
 * @param pace asked by those threads before they do
 */
public record RunParts(String migrationId, JobRepository repository,
    PlatformTransactionManager transactions, DataSource dataSource, Fence fence, StopSignal stop,
    RunListener listener, Threads threads, Pace pace, Clock clock, Optional<String> until) {

  /** Asked before every change of the target. */
  public CopyGuard guard() {
    return () -> {
      if (stop.reason() instanceof StopSignal.RootLost lost) {
        throw new CopyStoppedException(lost.what());
      }
      try {
        fence.check();
      } catch (LeaseLostException e) {
        throw new CopyStoppedException(String.valueOf(e.getMessage()));
      }
    };
  }

  /** Asked during work that may take long; a stop ends it. */
  CopyGuard untilStopped() {
    return () -> {
      if (stop.isRequested()) {
        throw new CopyStoppedException("a stop was requested");
      }
    };
  }

  /** Lets a short time pass; a stop waits for it, as for the file in hand. */
  static void pass(Duration time) throws CopyStoppedException {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CopyStoppedException("interrupted while a file settled");
      }
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }

  StepSequence sequence() {
    return new StepSequence(repository, stop, fence, until.orElse(null));
  }

  Problems problems() {
    return new Problems(dataSource, migrationId);
  }

  ProgressRows progress() {
    return new ProgressRows(dataSource, migrationId);
  }
}
