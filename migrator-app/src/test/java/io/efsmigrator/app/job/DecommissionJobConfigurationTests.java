package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.Fence;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.DecommissionStage;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DecommissionJobConfigurationTests {

  @Test
  void hasEveryStageInItsOrderAndRunsEachAgain() throws Exception {
    Map<DecommissionStage, Stage> stages = new EnumMap<>(DecommissionStage.class);
    for (DecommissionStage stage : DecommissionStage.values()) {
      stages.put(stage, plan -> new StageOutcome.Completed("done"));
    }
    try (var one = Threads.fixed(1)) {
      SimpleJob job = (SimpleJob) new DecommissionJobConfiguration(Plans.ofGuide(), stages,
          new RunParts(Plans.ID.toString(), new ResourcelessJobRepository(),
              new ResourcelessTransactionManager(), new DriverManagerDataSource(), new Fence(),
              new StopSignal(), RunListener.SILENT, one, Pace.UNLIMITED, Clock.systemUTC(),
              Optional.empty()))
          .job();

      assertThat(job.getStepNames()).containsExactlyElementsOf(
          Arrays.stream(DecommissionStage.values()).map(DecommissionStage::stepName).toList());
      assertThat(job.getStepNames())
          .allMatch(name -> job.getStep(name).isAllowStartIfComplete());
    }
  }
}
