package io.efsmigrator.app.job;

import static io.efsmigrator.stage.RollbackStage.CHECK;
import static io.efsmigrator.stage.RollbackStage.FINAL_PASS;
import static io.efsmigrator.stage.RollbackStage.FIND_LATE_WRITES;
import static io.efsmigrator.stage.RollbackStage.PREPARE;
import static io.efsmigrator.stage.RollbackStage.QUIESCE;
import static io.efsmigrator.stage.RollbackStage.RESTORE_THROUGHPUT;
import static io.efsmigrator.stage.RollbackStage.RETURN_BACKUP;
import static io.efsmigrator.stage.RollbackStage.RETURN_PRIMARY;
import static io.efsmigrator.stage.RollbackStage.REVERSE_PASS;
import static io.efsmigrator.stage.RollbackStage.SET_NORMAL;
import static io.efsmigrator.stage.RollbackStage.VERIFY;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.RollbackStage;
import io.efsmigrator.stage.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;

/** The job {@code rollback}: the cluster back on the source, with every recording made since. */
public final class RollbackJobConfiguration {

  /** Name of the job. */
  public static final String NAME = "rollback";

  private final MigrationPlan plan;
  private final Map<RollbackStage, Stage> stages;
  private final ReverseWork reverse;
  private final Steps steps;
  private final Passes passes;

  /**
   * The job of one migration's way back.
   *
   * @param stages one for each stage that moves no data
   */
  public RollbackJobConfiguration(MigrationPlan plan, Map<RollbackStage, Stage> stages,
      ReverseWork reverse, RunParts parts) {
    this.plan = plan;
    this.stages = new EnumMap<>(stages);
    this.reverse = reverse;
    this.steps = new Steps(parts);
    this.passes = Passes.ofTheWayBack(reverse.copy(), steps, () -> {
      try {
        return reverse.proved().passStarted();
      } catch (StepFailedException e) {
        throw new IOException(e.what(), e);
      }
    });
  }

  /** The steps in their order. */
  public Job job() {
    List<Step> all = new ArrayList<>();
    all.add(stage(CHECK));
    all.add(stage(PREPARE));
    all.add(copying(FIND_LATE_WRITES.stepName(),
        new LateWrites(steps, passes, reverse.copy(), reverse::proved)));
    for (int number = 1; number <= Math.max(1, passes.deltaPasses(plan.cutover())); number++) {
      String stem = REVERSE_PASS.stepName();
      all.add(copying(stem + number, new DeltaPass(stem, passes, number, plan.cutover())));
    }
    all.add(copying(VERIFY.stepName(), new Verification(VERIFY.stepName(), passes, reverse.copy(),
        steps.parts(), new Verdict("verified"))));
    all.add(stage(QUIESCE));
    all.add(steps.pass(FINAL_PASS.stepName(),
        new FinalReversePass(passes, reverse.copy(), steps.parts(), reverse.state()),
        Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(RETURN_PRIMARY));
    all.add(stage(RETURN_BACKUP));
    all.add(stage(SET_NORMAL));
    all.add(stage(RESTORE_THROUGHPUT));
    return new SequentialJob(NAME, all, steps.parts().sequence(), steps.parts().repository(),
        () -> "ROLLED BACK: every node is on " + plan.id().source() + " with everything that was"
            + " written since; the target is kept");
  }

  private Step stage(RollbackStage stage) {
    Stage work = Objects.requireNonNull(stages.get(stage), stage::stepName);
    return steps.tasklet(stage.stepName(),
        new StageTasklet(work, plan, stage.deadline().orElseThrow(), steps.parts().stop(),
            steps.parts().clock(), steps.lines()),
        Steps.OnRestart.LOOK_AGAIN);
  }

  /** Only where the Primary is on the target: nothing else may be written over the source. */
  private Step copying(String name, PassStep.Plan plan) {
    return steps.pass(name, new WhileAhead(reverse.state(), plan));
  }
}
