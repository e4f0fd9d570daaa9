package io.efsmigrator.app.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Says to everything in this process that the run is to end soon, and why.
 *
 * <p>It is asked before each chunk and each tick of a tasklet, and ends waits early. Batch's own
 * {@code stop} is not used: it writes an end time into the row of a job that is still running, from
 * another thread, and races with the row's version (issues 5397 and 5484 of Spring Batch).
 */
public final class StopSignal {

  /** Why the run is to end. */
  public sealed interface Reason {}

  /** Somebody typed {@code stop}. */
  public record Requested() implements Reason {}

  /** The process was sent a signal, such as {@code TERM}. */
  public record Signaled(String name) implements Reason {}

  /** The thread of the run was interrupted from inside of this process. */
  public record Interrupted() implements Reason {}

  /** The step after which the run was to stop has completed. */
  public record Reached(String step) implements Reason {}

  /** The hours in which it may work are over; the words say when the next ones begin. */
  public record WindowClosed(String words) implements Reason {}

  /** The lease was lost: another process may be at work, so nothing may be written any more. */
  public record LeaseLost(String why) implements Reason {}

  /** One of the two directories is no longer the one that the run began with. */
  public record RootLost(String what, String remedy) implements Reason {}

  /** The writers were paused longer than the plan allows; the words say how long that is. */
  public record CutoverTooLong(String limit) implements Reason {}

  private record Deadline(Instant at, Clock clock, Reason why) {}

  private final AtomicReference<@Nullable Deadline> deadline = new AtomicReference<>();
  private final AtomicReference<@Nullable Reason> reason = new AtomicReference<>();
  private final CountDownLatch requested = new CountDownLatch(1);

  /** Asks for the end of the run. The first reason stays, unless a later one is a lost lease. */
  public void request(Reason why) {
    reason.updateAndGet(first -> first == null || why instanceof LeaseLost ? why : first);
    requested.countDown();
  }

  /** Asks for the end of the run at that time, by that clock, unless it is called off before. */
  public void requestAt(Instant at, Clock clock, Reason why) {
    deadline.set(new Deadline(at, clock, why));
  }

  /** Takes back what was asked for a later time; false if that has come, and the run is to end. */
  public boolean callOff() {
    Deadline asked = deadline.getAndSet(null);
    if (asked != null) {
      look(asked);
    }
    return asked == null
        ? !(reason.get() instanceof CutoverTooLong)
        : !asked.why.equals(reason.get());
  }

  /** The reason, or null if the run may go on. */
  public @Nullable Reason reason() {
    Deadline asked = deadline.get();
    if (asked != null) {
      look(asked);
    }
    return reason.get();
  }

  private void look(Deadline asked) {
    if (!asked.clock.instant().isBefore(asked.at)) {
      request(asked.why);
    }
  }

  /** True if the run is to end. */
  public boolean isRequested() {
    return reason() != null;
  }

  /** Waits that long, or less if the end of the run is asked for. */
  public void pause(Duration time) throws InterruptedException {
    boolean ended = requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
    assert !ended || isRequested();
  }
}
