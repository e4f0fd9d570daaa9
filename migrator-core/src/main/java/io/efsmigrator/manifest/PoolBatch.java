package io.efsmigrator.manifest;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Does something for each item of a batch on a shared pool and returns when nothing runs any more.
 *
 * <p>After the first failure, or an interrupt, no further item is begun, and those begun are waited
 * for: when this returns or throws, no thread of the batch still writes. Must not be called from a
 * thread of the pool, which could then wait for itself.
 */
public final class PoolBatch {

  /** What is done for one item. */
  @FunctionalInterface
  public interface Task<T> {
    void run(T item) throws IOException;
  }

  private final ExecutorService pool;

  public PoolBatch(ExecutorService pool) {
    this.pool = pool;
  }

  /** Runs the task for every item; throws the first failure. */
  public <T> void run(List<T> items, Task<T> task) throws IOException {
    AtomicBoolean stopped = new AtomicBoolean();
    List<Future<?>> running = new ArrayList<>(items.size());
    for (T item : items) {
      running.add(pool.submit(() -> {
        if (!stopped.get()) {
          runOrStop(item, task, stopped);
        }
        return null;
      }));
    }
    boolean interrupted = false;
    Throwable failure = null;
    for (Future<?> future : running) {
      boolean done = false;
      while (!done) {
        try {
          future.get();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
          stopped.set(true);
        } catch (ExecutionException e) {
          failure = first(failure, e);
          done = true;
        }
      }
    }
    end(interrupted, failure);
  }

  private static <T> void runOrStop(T item, Task<T> task, AtomicBoolean stopped)
      throws IOException {
    boolean done = false;
    try {
      task.run(item);
      done = true;
    } finally {
      if (!done) {
        stopped.set(true);
      }
    }
  }

  private static Throwable first(@Nullable Throwable failure, ExecutionException e) {
    Throwable cause = e.getCause();
    return failure != null || cause == null ? (failure == null ? e : failure) : cause;
  }

  private static void end(boolean interrupted, @Nullable Throwable failure) throws IOException {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    switch (failure) {
      case null -> {
        if (interrupted) {
          throw new InterruptedIOException("the batch was interrupted");
        }
      }
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
