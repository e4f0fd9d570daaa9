package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.Fence;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.ReverseState;
import io.efsmigrator.stage.RollbackStage;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class RollbackJobConfigurationTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  @TempDir
  private Path run;

  @Test
  void hasEveryStageInItsOrderAndCopiesBackOnlyOnce() throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> once = new ArrayList<>();
    for (RollbackStage stage : RollbackStage.values()) {
      boolean many = stage == RollbackStage.REVERSE_PASS;
      for (int i = 1; i <= (many ? PLAN.cutover().maxDeltaPasses() : 1); i++) {
        String name = stage.stepName() + (many ? i : "");
        expected.add(name);
        if (stage.deadline().isEmpty() && stage != RollbackStage.FINAL_PASS) {
          once.add(name);
        }
      }
    }

    SimpleJob job = job();
    assertThat(job.getStepNames()).containsExactlyElementsOf(expected);
    assertThat(expected.stream().filter(name -> !job.getStep(name).isAllowStartIfComplete()))
        .containsExactlyElementsOf(once);
  }

  private SimpleJob job() {
    Map<RollbackStage, Stage> stages = new EnumMap<>(RollbackStage.class);
    for (RollbackStage stage : RollbackStage.values()) {
      if (stage.deadline().isPresent()) {
        stages.put(stage, plan -> new StageOutcome.Completed("done"));
      }
    }
    try (var one = Threads.fixed(1)) {
      RunParts parts = new RunParts(PLAN.id().toString(), new ResourcelessJobRepository(),
          new ResourcelessTransactionManager(), new DriverManagerDataSource(), new Fence(),
          new StopSignal(), RunListener.SILENT, one, Pace.UNLIMITED, Clock.systemUTC(),
          Optional.empty());
      CopyWork back = new CopyWork(PLAN.targetRoot(), PLAN.sourceRoot(), run.resolve("rollback"),
          PLAN.copy(), new DeletePolicy.Delete(1), PLAN.verify(),
          new Roots(PLAN.targetRoot(), PLAN.sourceRoot(), path -> ""));
      return (SimpleJob) new RollbackJobConfiguration(PLAN, stages,
          new ReverseWork(back, run, () -> ReverseState.AHEAD), parts).job();
    }
  }
}
