package io.efsmigrator.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoonAgainTests {

  @ParameterizedTest
  @CsvSource({"100, 100", "3000, 500", "5000, 500", "15000, 15000", "120000, 120000"})
  void onlyAPollIsShorter(long millis, long expected) {
    assertThat(run(new Waiting("mount targets", Duration.ofMillis(millis))))
        .isEqualTo(new Waiting("mount targets", Duration.ofMillis(expected)));
  }

  @Test
  void everythingElseIsAsTheStageSaysIt() {
    assertThat(run(new Completed("done"))).isEqualTo(new Completed("done"));
  }

  private static StageOutcome run(StageOutcome outcome) {
    return new SoonAgain(plan -> outcome).run(Plans.ofGuide());
  }
}
