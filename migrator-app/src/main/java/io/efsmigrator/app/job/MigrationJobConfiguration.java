package io.efsmigrator.app.job;

import static io.efsmigrator.stage.GuideStage.APPROVE_CUTOVER;
import static io.efsmigrator.stage.GuideStage.AWAIT_MOUNT_TARGETS;
import static io.efsmigrator.stage.GuideStage.CREATE_FILE_SYSTEM;
import static io.efsmigrator.stage.GuideStage.FINAL_PASS;
import static io.efsmigrator.stage.GuideStage.LOWER_THROUGHPUT;
import static io.efsmigrator.stage.GuideStage.MOUNT_TARGET;
import static io.efsmigrator.stage.GuideStage.PREFLIGHT;
import static io.efsmigrator.stage.GuideStage.QUIESCE;
import static io.efsmigrator.stage.GuideStage.RAISE_THROUGHPUT;
import static io.efsmigrator.stage.GuideStage.SET_NORMAL;
import static io.efsmigrator.stage.GuideStage.SWITCH_BACKUP;
import static io.efsmigrator.stage.GuideStage.SWITCH_PRIMARY;
import static io.efsmigrator.stage.GuideStage.UPGRADE_BACKUP;
import static io.efsmigrator.stage.GuideStage.UPGRADE_PRIMARY;
import static io.efsmigrator.stage.GuideStage.VERIFY;

import io.efsmigrator.plan.CutoverSettings;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.GuideStage;
import io.efsmigrator.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;

/** The job {@code migrate}: the guide, step by step. */
public final class MigrationJobConfiguration {

  /** Name of the job. */
  public static final String NAME = "migrate";

  private final MigrationPlan plan;
  private final Map<GuideStage, Stage> stages;
  private final CopyWork work;
  private final Steps steps;
  private final Passes passes;
  private final Steps.OnRestart mountAgain;

  /**
   * The job of one migration.
   *
   * @param stages one for each stage that moves no data
   * @param cutover whether the final pass is still to be proved: after that the target belongs to the
   *     cluster and is not marked again
   */
  public MigrationJobConfiguration(MigrationPlan plan, Map<GuideStage, Stage> stages,
      CopyWork work, RunParts parts, Cutover cutover) {
    this.plan = plan;
    this.stages = Map.copyOf(stages);
    this.work = work;
    this.steps = new Steps(parts);
    this.passes = new Passes(work, steps);
    this.mountAgain = switch (cutover) {
      case AHEAD -> Steps.OnRestart.LOOK_AGAIN;
      case PROVED -> Steps.OnRestart.SKIP;
    };
  }

  /** How far the cutover is when the job is started. */
  public enum Cutover {
    AHEAD, PROVED
  }

  /** The steps in the order of the guide. */
  public Job job() throws Exception {
    List<Step> all = new ArrayList<>();
    all.add(stage(PREFLIGHT, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(CREATE_FILE_SYSTEM, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(AWAIT_MOUNT_TARGETS, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(RAISE_THROUGHPUT, Steps.OnRestart.SKIP));
    all.add(stage(UPGRADE_PRIMARY, Steps.OnRestart.SKIP));
    all.add(stage(MOUNT_TARGET, mountAgain));
    all.addAll(passes.copying("", passes.pass(0), UnchangedFiles.LISTED));
    for (int number = 1; number <= deltaPasses(); number++) {
      all.add(steps.pass(DeltaPass.name(number),
          new DeltaPass(passes, number, plan.cutover())));
    }
    all.add(steps.pass(VERIFY.stepName(),
        new Verification(passes, work, steps.parts(), verdict())));
    all.add(stage(APPROVE_CUTOVER, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(QUIESCE, Steps.OnRestart.LOOK_AGAIN));
    all.add(steps.pass(FINAL_PASS.stepName(),
        new FinalPass(passes, work, steps.parts(), verdict())));
    all.add(stage(SWITCH_PRIMARY, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(UPGRADE_BACKUP, Steps.OnRestart.SKIP));
    all.add(stage(SWITCH_BACKUP, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(SET_NORMAL, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(LOWER_THROUGHPUT, Steps.OnRestart.LOOK_AGAIN));
    return new SequentialJob(NAME, all, steps.parts().sequence(), steps.parts().repository(),
        Verdict.SUCCESSFUL);
  }

  /**
   * As many as the plan says, and those that were begun when it said more: what a pass has found and
   * not copied is left out by the next one, which asks only for changes since.
   */
  private int deltaPasses() {
    int begun = 0;
    for (int number = 1; number <= CutoverSettings.MAX_DELTA_PASSES; number++) {
      if (passes.pass(number).isBegun()) {
        begun = number;
      }
    }
    return Math.max(plan.cutover().maxDeltaPasses(), begun);
  }

  private Step stage(GuideStage stage, Steps.OnRestart onRestart) {
    Stage work = stages.get(stage);
    if (work == null) {
      throw new IllegalStateException("no class carries out " + stage);
    }
    return steps.tasklet(stage.stepName(),
        new StageTasklet(work, plan, stage.deadline().orElseThrow(), steps.parts().stop(),
            steps.parts().clock(), steps.lines()),
        onRestart);
  }

  private static Verdict verdict() {
    return new Verdict(Verdict.SUCCESSFUL);
  }
}
