package io.efsmigrator.stage;

import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Paused;

/**
 * The gate between a verified copy and the cutover: if the plan asks for it, a person has to say yes.
 *
 * <p>Only reads; the decision is kept elsewhere, so a restart sees it whenever it was made.
 */
public final class ApproveCutover implements Stage {

  private final Approvals approvals;

  public ApproveCutover(Approvals approvals) {
    this.approvals = approvals;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    return switch (plan.cutover().approval()) {
      case NOT_REQUIRED -> new Completed("no approval required");
      case REQUIRED -> approvals.forCutover(plan.id()).<StageOutcome>map(ApproveCutover::given)
          .orElseGet(() -> new Paused("the copy is verified; the cutover waits for approval",
              "Approve with `migrator approve`, then restart."));
    };
  }

  private static StageOutcome given(Approval approval) {
    return new Completed("approved by " + approval.actor() + " at " + approval.decidedAt()
        + (approval.comment().isBlank() ? "" : ": " + approval.comment()));
  }
}
