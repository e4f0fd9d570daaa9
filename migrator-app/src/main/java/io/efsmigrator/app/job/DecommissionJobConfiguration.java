package io.efsmigrator.app.job;

import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.DecommissionStage;
import io.efsmigrator.stage.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;

/** The job {@code decommission}: the last line of the guide, with a person's word for it. */
public final class DecommissionJobConfiguration {

  /** Name of the job. */
  public static final String NAME = "decommission";

  private final MigrationPlan plan;
  private final Map<DecommissionStage, Stage> stages;
  private final Steps steps;

  /** The job that deletes the source of one migration. */
  public DecommissionJobConfiguration(MigrationPlan plan, Map<DecommissionStage, Stage> stages,
      RunParts parts) {
    this.plan = plan;
    this.stages = new EnumMap<>(stages);
    this.steps = new Steps(parts);
  }

  /** The steps in their order; a restart looks at everything again. */
  public Job job() {
    List<Step> all = new ArrayList<>();
    for (DecommissionStage stage : DecommissionStage.values()) {
      Stage work = Objects.requireNonNull(stages.get(stage), stage::stepName);
      all.add(steps.tasklet(stage.stepName(),
          new StageTasklet(work, plan, stage.deadline(), steps.parts().stop(),
              steps.parts().clock(), steps.lines()),
          Steps.OnRestart.LOOK_AGAIN));
    }
    return new SequentialJob(NAME, all, steps.parts().sequence(), steps.parts().repository(),
        () -> plan.id().source() + " is deleted; " + plan.id() + " is over");
  }
}
