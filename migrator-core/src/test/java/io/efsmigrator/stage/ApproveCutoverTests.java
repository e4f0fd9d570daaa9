package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.plan.Convergence;
import io.efsmigrator.plan.CutoverSettings;
import io.efsmigrator.plan.CutoverSettings.Approval;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Paused;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApproveCutoverTests {

  private static final MigrationPlan GATED = Plans
      .withCutover(new CutoverSettings(Approval.REQUIRED, 2, new Convergence.Under(1_000),
          Optional.empty()));

  private final Notes notes = new Notes();
  private final Stage stage = new ApproveCutover(notes);

  @Test
  void asksNobodyUnlessThePlanDoes() {
    assertThat(stage.run(Plans.ofGuide())).isInstanceOf(Completed.class);
  }

  @Test
  void pausesUntilSomebodySaysYes() {
    assertThat(stage.run(GATED)).isInstanceOf(Paused.class);

    notes.approval = Optional.of(new io.efsmigrator.stage.Approval("ada", "low traffic",
        Instant.parse("2026-11-23T03:00:00Z")));
    assertThat(stage.run(GATED)).isEqualTo(
        new Completed("approved by ada at 2026-11-23T03:00:00Z: low traffic"));
  }
}
