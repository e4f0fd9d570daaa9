package io.efsmigrator.app.pace;

import io.efsmigrator.app.launch.LeaseLostException;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.app.state.JdbcPace;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.plan.PaceLimits;
import io.efsmigrator.plan.QuietHours;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pace of one run. Looks every two seconds which limits hold by now, and stops the run when its
 * window closes.
 *
 * <p>The database is the way in for both vendors: on H2 the running process writes there itself what
 * another one asks it for.
 */
public final class Pacing implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Pacing.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final StopSignal stop;
  private final Duration betweenLooks;
  private final Throttle throttle;
  private final ScheduledExecutorService watch = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("pace").daemon().factory());
  private PaceLimits held = PaceLimits.NONE;

  /** Holds nothing back until it is begun. */
  public Pacing(StopSignal stop) {
    this(stop, BETWEEN_LOOKS);
  }

  Pacing(StopSignal stop, Duration betweenLooks) {
    this.stop = stop;
    this.betweenLooks = betweenLooks;
    this.throttle = new Throttle(stop);
  }

  /** Threads for the run, up to so many, as the latency suggests; their names begin with this. */
  public AdaptivePool adaptivePool(String name, int threads) {
    return new AdaptivePool(name, threads, throttle);
  }

  /** What the data plane asks. */
  public Pace pace() {
    return throttle;
  }

  /**
   * Holds the run to what the database says about it, now and from now on.
   *
   * @param window outside of which the run is stopped
   * @param uninterruptible asked before that: a cutover is not left half-way
   */
  public void begin(JdbcPace state, String migrationId, Optional<QuietHours> window, Clock clock,
      BooleanSupplier uninterruptible) {
    apply(state.limits(migrationId));
    var _ = watch.scheduleWithFixedDelay(() -> {
      try {
        apply(state.limits(migrationId));
        window.ifPresent(hours -> close(hours, clock, uninterruptible));
      } catch (LeaseLostException e) {
        watch.shutdown();
      } catch (RuntimeException e) {
        // The limits known so far hold on; the run itself will meet a database that is gone.
        log.warn("the pace could not be looked up: {}", e.toString());
      }
    }, betweenLooks.toNanos(), betweenLooks.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  private void apply(PaceLimits limits) {
    if (!limits.equals(held)) {
      log.info("held to {}", limits);
      throttle.hold(limits);
      held = limits;
    }
  }

  private void close(QuietHours window, Clock clock, BooleanSupplier uninterruptible) {
    Instant now = clock.instant();
    if (!window.contains(now) && !uninterruptible.getAsBoolean()) {
      stop.request(new StopSignal.WindowClosed("at the end of its window " + window
          + "; the next one opens " + window.shown(window.nextStart(now))));
      watch.shutdown();
    }
  }
}
