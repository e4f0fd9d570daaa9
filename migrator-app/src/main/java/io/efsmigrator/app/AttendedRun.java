package io.efsmigrator.app;

import io.efsmigrator.app.job.Roots;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.StallWatch;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a job on a thread of its own and looks after it from this one, which touches no mount and
 * therefore never hangs: says when a side does not answer, ends the run when a mount has gone, and
 * leaves a run that is to stop but hangs in the kernel.
 */
final class AttendedRun {

  private static final Logger log = LoggerFactory.getLogger(AttendedRun.class);
  private static final long LOOK_MILLIS = 1_000;

  private final MigratorContext context;
  private final StallWatch stalls;
  private final Roots roots;

  AttendedRun(MigratorContext context, StallWatch stalls, Roots roots) {
    this.context = context;
    this.stalls = stalls;
    this.roots = roots;
  }

  RunResult of(Callable<RunResult> work) throws IOException, SQLException, InterruptedException {
    FutureTask<RunResult> run = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().daemon().name("run").start(run);
    while (true) {
      try {
        RunResult result = run.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        // What was said to hang is said to be back, even if all was done right after.
        stalls.look();
        return result;
      } catch (TimeoutException e) {
        look();
        Optional<String> stalled = stalls.stalled();
        if (context.stopSignal().isRequested() && stalled.isPresent()) {
          log.warn("leaving threads that hang: {}", stalled.get());
          return context.runs().leave(stalled.get());
        }
      } catch (InterruptedException e) {
        // Whoever ends the run by an interrupt means the run, not its attendant.
        thread.interrupt();
      } catch (ExecutionException e) {
        throw rethrown(e);
      }
    }
  }

  private void look() {
    stalls.look();
    context.runs().stalled(stalls.stalled());
    try {
      roots.lost().ifPresent(context.stopSignal()::request);
    } catch (IOException e) {
      log.warn("the table of mounts cannot be read: {}", e.toString());
    }
  }

  private static RuntimeException rethrown(ExecutionException e)
      throws IOException, SQLException, InterruptedException {
    switch (e.getCause()) {
      case IOException cause -> throw cause;
      case SQLException cause -> throw cause;
      case InterruptedException cause -> throw cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> throw new IllegalStateException(e.getCause());
    }
  }
}
