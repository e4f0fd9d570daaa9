package io.efsmigrator.app.job;

import static io.efsmigrator.stage.GuideStage.APPROVE_CUTOVER;
import static io.efsmigrator.stage.GuideStage.AWAIT_MOUNT_TARGETS;
import static io.efsmigrator.stage.GuideStage.CREATE_FILE_SYSTEM;
import static io.efsmigrator.stage.GuideStage.DELTA_PASS;
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
  private final Cutover cutover;
  private final CutoverWindow window;

  /**
   * The job of one migration.
   *
   * @param stages one for each stage that moves no data
   * @param cutover how far it is: once the Primary is switched, the target belongs to the cluster, and
   *     is neither marked nor copied to
   * @param window how long the writers may be paused
   */
  public MigrationJobConfiguration(MigrationPlan plan, Map<GuideStage, Stage> stages,
      CopyWork work, RunParts parts, Cutover cutover, CutoverWindow window) {
    this.plan = plan;
    this.stages = Map.copyOf(stages);
    this.work = work;
    this.steps = new Steps(parts);
    this.passes = new Passes(work, steps);
    this.cutover = cutover;
    this.window = window;
  }

  /** The steps in the order of the guide. */
  public Job job() throws Exception {
    List<Step> all = new ArrayList<>();
    all.add(stage(PREFLIGHT, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(CREATE_FILE_SYSTEM, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(AWAIT_MOUNT_TARGETS, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(RAISE_THROUGHPUT, Steps.OnRestart.SKIP));
    all.add(stage(UPGRADE_PRIMARY, Steps.OnRestart.SKIP));
    all.add(stage(MOUNT_TARGET, switch (cutover) {
      case Cutover.Ahead() -> Steps.OnRestart.LOOK_AGAIN;
      case Cutover.Proved _ -> Steps.OnRestart.LOOK_AGAIN;
      case Cutover.Switched() -> Steps.OnRestart.SKIP;
    }));
    all.addAll(passes.copying("", passes.pass(0), UnchangedFiles.LISTED));
    for (int number = 1; number <= passes.deltaPasses(plan.cutover()); number++) {
      String stem = DELTA_PASS.stepName();
      all.add(steps.pass(stem + number, new DeltaPass(stem, passes, number, plan.cutover())));
    }
    all.add(steps.pass(VERIFY.stepName(),
        new Verification(VERIFY.stepName(), passes, work, steps.parts(), verdict())));
    all.add(stage(APPROVE_CUTOVER, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(QUIESCE, Steps.OnRestart.LOOK_AGAIN));
    all.add(steps.pass(FINAL_PASS.stepName(),
        new FinalPass(passes, work, steps.parts(), verdict(), cutover),
        cutover instanceof Cutover.Proved ? Steps.OnRestart.LOOK_AGAIN : Steps.OnRestart.SKIP));
    all.add(stage(SWITCH_PRIMARY, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(UPGRADE_BACKUP, Steps.OnRestart.SKIP));
    all.add(stage(SWITCH_BACKUP, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(SET_NORMAL, Steps.OnRestart.LOOK_AGAIN));
    all.add(stage(LOWER_THROUGHPUT, Steps.OnRestart.LOOK_AGAIN));
    return new SequentialJob(NAME, all, steps.parts().sequence(), steps.parts().repository(),
        () -> Verdict.SUCCESSFUL);
  }

  private Step stage(GuideStage stage, Steps.OnRestart onRestart) {
    Stage work = stages.get(stage);
    if (work == null) {
      throw new IllegalStateException("no class carries out " + stage);
    }
    return steps.tasklet(stage.stepName(),
        new StageTasklet(timed(stage, work), plan, stage.deadline().orElseThrow(),
            steps.parts().stop(),
            steps.parts().clock(), steps.lines()),
        onRestart);
  }

  /** Once the Primary is switched there is nothing to pause, and no window. */
  private Stage timed(GuideStage stage, Stage work) {
    return switch (cutover) {
      case Cutover.Switched() -> work;
      case Cutover.Ahead _,Cutover.Proved _ -> switch (stage) {
        case QUIESCE -> window.begin(work);
        case SWITCH_PRIMARY -> window.end(work);
        default -> work;
      };
    };
  }

  private static Verdict verdict() {
    return new Verdict(Verdict.SUCCESSFUL);
  }
}
