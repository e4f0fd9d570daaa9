package io.efsmigrator.app.job;

import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time in which the writers are paused: begun by {@code quiesce}, ended by {@code switchPrimary}.
 *
 * <p>If the plan gives it a limit and the Primary is not being switched by then, the run is asked to
 * stop, as by a person, so everything that a stop leaves can be restarted. Whoever ran it then lets
 * the writers go on. Each run has a window of its own: one that was killed in the middle of it has
 * left the writers paused anyway, and the next is started to bring the cutover to its end.
 */
public final class CutoverWindow {

  /** The run is about to stop; a stop ends this wait early. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final StopSignal stop;
  private final Clock clock;
  private final Optional<Duration> limit;
  private @Nullable Instant begun;

  /** A window that has not begun; without a limit it is only measured. */
  public CutoverWindow(StopSignal stop, Clock clock, Optional<Duration> limit) {
    this.stop = stop;
    this.clock = clock;
    this.limit = limit;
  }

  /** {@code quiesce}, and the window begins with it. */
  Stage begin(Stage quiesce) {
    return plan -> {
      if (begun == null) {
        begun = clock.instant();
        limit.ifPresent(time -> stop.requestAt(begun(time), clock,
            new StopSignal.CutoverTooLong(Words.duration(time))));
      }
      return quiesce.run(plan);
    };
  }

  /** {@code switchPrimary}, with which the window ends; from its beginning on there is no limit. */
  Stage end(Stage switchPrimary) {
    return plan -> {
      if (!stop.callOff()) {
        return new Waiting("the cutover takes too long: nothing is switched", MOMENT);
      }
      return switch (switchPrimary.run(plan)) {
        case Completed(String summary) when begun != null -> new Completed(
            summary + ", paused for " + Words.duration(
                Duration.between(begun(Duration.ZERO), clock.instant())));
        case StageOutcome outcome -> outcome;
      };
    };
  }

  private Instant begun(Duration after) {
    if (begun == null) {
      throw new IllegalStateException("the window has not begun");
    }
    return begun.plus(after);
  }
}
