package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.Fence;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.stage.GuideStage;
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

/** The job's steps against the guide's table of contents. */
class MigrationJobConfigurationTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  @TempDir
  private Path run;

  @Test
  void hasEveryStageOfTheGuideInItsOrder() throws Exception {
    List<String> expected = new ArrayList<>();
    for (GuideStage stage : GuideStage.values()) {
      if (stage == GuideStage.DELTA_PASS) {
        for (int i = 1; i <= PLAN.cutover().maxDeltaPasses(); i++) {
          expected.add(stage.stepName() + i);
        }
      } else {
        expected.add(stage.stepName());
      }
    }

    assertThat(job(new Cutover.Ahead()).getStepNames()).containsExactlyElementsOf(expected);
  }

  @Test
  void endsADeltaPassThatWasBegunWhenThePlanAllowedMore() throws Exception {
    int more = PLAN.cutover().maxDeltaPasses() + 1;
    var _ = new Pass(run, more).begin(new Timestamp(1, 0));

    assertThat(job(new Cutover.Ahead()).getStepNames()).contains("deltaPass" + more)
        .doesNotContain("deltaPass" + (more + 1));
  }

  @Test
  void provesAgainUntilThePrimaryIsSwitchedAndLeavesTheTargetAloneAfterThat() throws Exception {
    SimpleJob proved = job(Cutover.of(true, () -> true));
    SimpleJob switched = job(Cutover.of(true, () -> false));
    SimpleJob silent = job(Cutover.of(true, () -> {
      throw new NodeException(NodeException.Kind.UNREACHABLE, "no route");
    }));

    assertThat(proved.getStep("finalPass").isAllowStartIfComplete()).isTrue();
    assertThat(proved.getStep("mountTarget").isAllowStartIfComplete()).isTrue();
    for (SimpleJob job : List.of(switched, silent)) {
      assertThat(job.getStep("finalPass").isAllowStartIfComplete()).isFalse();
      assertThat(job.getStep("mountTarget").isAllowStartIfComplete()).isFalse();
    }
  }

  private SimpleJob job(Cutover cutover) throws Exception {
    Map<GuideStage, Stage> stages = new EnumMap<>(GuideStage.class);
    for (GuideStage stage : GuideStage.values()) {
      if (!stage.movesData()) {
        stages.put(stage, plan -> new StageOutcome.Completed("done"));
      }
    }
    try (var pool = Threads.fixed(1)) {
      RunParts parts = new RunParts(PLAN.id().toString(), new ResourcelessJobRepository(),
          new ResourcelessTransactionManager(), new DriverManagerDataSource(), new Fence(),
          new StopSignal(), RunListener.SILENT, pool, Pace.UNLIMITED, Clock.systemUTC(),
          Optional.empty());
      CopyWork work = new CopyWork(PLAN.sourceRoot(), PLAN.targetRoot(), run,
          PLAN.copy(), new DeletePolicy.Delete(PLAN.copy().maxDelete()), PLAN.verify(),
          new Roots(PLAN.sourceRoot(), PLAN.targetRoot(), path -> ""));
      return (SimpleJob) new MigrationJobConfiguration(PLAN, stages, work, parts,
          cutover, new CutoverWindow(parts.stop(), parts.clock(), Optional.empty())).job();
    }
  }
}
