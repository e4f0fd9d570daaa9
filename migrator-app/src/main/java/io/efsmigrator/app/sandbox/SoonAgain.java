package io.efsmigrator.app.sandbox;

import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import java.time.Duration;

/**
 * A stage in a sandbox: what takes minutes in an account takes a second or two there, so it asks again
 * after half a second where it would after some. Longer waits, such as those that a refusal asks for,
 * stay as they are.
 *
 * @param stage the one that does the work
 */
public record SoonAgain(Stage stage) implements Stage {

  private static final Duration POLLS = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(500);

  @Override
  public StageOutcome run(MigrationPlan plan) {
    StageOutcome outcome = stage.run(plan);
    return outcome instanceof StageOutcome.Waiting(String reason, Duration pollAgainIn)
        && pollAgainIn.compareTo(SOON) > 0 && pollAgainIn.compareTo(POLLS) <= 0
            ? new StageOutcome.Waiting(reason, SOON)
            : outcome;
  }
}
