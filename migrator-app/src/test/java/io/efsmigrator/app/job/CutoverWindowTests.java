package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.app.sandbox.endpoint.AdjustableClock;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long the writers may be paused, by a clock that only the test moves. */
class CutoverWindowTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final AdjustableClock clock = new AdjustableClock();
  private final StopSignal stop = new StopSignal();
  private final List<String> done = new ArrayList<>();
  private final CutoverWindow window = new CutoverWindow(stop, clock,
      Optional.of(Duration.ofMinutes(15)));
  private final Stage quiesce = window.begin(stage("paused"));
  private final Stage switchPrimary = window.end(stage("switched"));

  @Test
  void aCutoverWithinItsLimitSaysHowLongItWas() {
    quiesce.run(PLAN);
    clock.advance(Duration.ofMinutes(14));

    assertThat(stop.isRequested()).isFalse();
    assertThat(switchPrimary.run(PLAN)).isEqualTo(new Completed("switched, paused for 14:00 min"));
  }

  @Test
  void oneThatTakesLongerIsEndedAndSwitchesNothing() {
    quiesce.run(PLAN);
    clock.advance(Duration.ofMinutes(15));

    assertThat(stop.reason()).isEqualTo(new StopSignal.CutoverTooLong("15:00 min"));
    assertThat(switchPrimary.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(done).containsExactly("paused");
  }

  @Test
  void oneThatIsOverWhenTheSwitchLooksIsNotSwitchedEither() {
    quiesce.run(PLAN);
    clock.advance(Duration.ofHours(1));

    // Nobody has looked at the clock in between.
    assertThat(switchPrimary.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(switchPrimary.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(done).containsExactly("paused");
  }

  @Test
  void onceItSwitchesThereIsNoLimitAnyMore() {
    quiesce.run(PLAN);
    switchPrimary.run(PLAN);
    clock.advance(Duration.ofDays(1));

    assertThat(stop.isRequested()).isFalse();
    assertThat(switchPrimary.run(PLAN)).isInstanceOf(Completed.class);
  }

  @Test
  void anotherReasonToStopStays() {
    quiesce.run(PLAN);
    stop.request(new StopSignal.Requested());
    clock.advance(Duration.ofHours(1));

    assertThat(stop.reason()).isEqualTo(new StopSignal.Requested());
  }

  @Test
  void askingQuiesceAgainDoesNotBeginAnew() {
    quiesce.run(PLAN);
    clock.advance(Duration.ofMinutes(10));
    quiesce.run(PLAN);
    clock.advance(Duration.ofMinutes(5));

    assertThat(stop.isRequested()).isTrue();
  }

  @Test
  void withoutALimitItIsOnlyMeasured() {
    CutoverWindow unlimited = new CutoverWindow(stop, clock, Optional.empty());
    unlimited.begin(stage("paused")).run(PLAN);
    clock.advance(Duration.ofDays(2));

    assertThat(unlimited.end(stage("switched")).run(PLAN))
        .isEqualTo(new Completed("switched, paused for 48:00 h"));
  }

  private Stage stage(String word) {
    return plan -> {
      done.add(word);
      return new StageOutcome.Completed(word);
    };
  }
}
