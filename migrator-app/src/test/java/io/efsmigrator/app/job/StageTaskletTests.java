package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.app.launch.StepPausedException;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

class StageTaskletTests {

  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final StopSignal stop = new StopSignal();
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private StageOutcome outcome = new StageOutcome.Completed("two are there");
  private final StageTasklet tasklet = new StageTasklet(plan -> outcome, Plans.ofGuide(), DEADLINE,
      stop, clock(), new ProgressLines(RunListener.SILENT));
  private final StepContribution contribution = contribution();

  @Test
  void aCompletedStageEndsTheStepWithItsSummary() throws Exception {
    assertThat(tick()).isEqualTo(RepeatStatus.FINISHED);
    assertThat(contribution.getExitStatus().getExitDescription()).isEqualTo("two are there");
  }

  @Test
  void aWaitingStageIsAskedAgainAndAStopEndsItsPause() throws Exception {
    outcome = new StageOutcome.Waiting("it is creating", Duration.ofHours(1));
    stop.request(new StopSignal.Requested());

    // Without the stop this would take an hour.
    assertThat(tick()).isEqualTo(RepeatStatus.CONTINUABLE);
  }

  @Test
  void whatAStageWaitsForIsInItsRowUntilItGoesOn() throws Exception {
    outcome = new StageOutcome.Waiting("it is creating", Duration.ofMillis(1));
    tick();
    assertThat(contribution.getStepExecution().getExitStatus().getExitDescription())
        .isEqualTo("waiting: it is creating");

    outcome = new StageOutcome.Completed("two are there");
    tick();

    assertThat(contribution.getStepExecution().getExitStatus().getExitDescription()).isEmpty();
  }

  @Test
  void aStageThatWaitsTooLongFailsItsStep() throws Exception {
    outcome = new StageOutcome.Waiting("it is creating", Duration.ofMillis(1));
    tick();
    now = now.plus(DEADLINE).plusSeconds(1);

    assertThatThrownBy(this::tick).isInstanceOf(StepFailedException.class)
        .hasMessageContaining("After 5 min there is still it is creating");
  }

  @Test
  void aBlockedStageFailsItsStepAndTellsARefusalApart() {
    outcome = StageOutcome.Blocked.refused("not the Primary", "Run it there.");

    assertThatThrownBy(this::tick).isInstanceOfSatisfying(StepFailedException.class, failed -> {
      assertThat(failed.kind()).isEqualTo(StepFailedException.Kind.REFUSED);
      assertThat(failed.remedy()).isEqualTo("Run it there.");
    });
    outcome = StageOutcome.Blocked.failed("it is gone", "Look.");
    assertThatThrownBy(this::tick).isInstanceOfSatisfying(StepFailedException.class,
        failed -> assertThat(failed.kind()).isEqualTo(StepFailedException.Kind.FAILED));
  }

  @Test
  void aGateStopsTheJob() {
    outcome = new StageOutcome.Paused("nobody has approved", "Approve it.");

    assertThatThrownBy(this::tick).isInstanceOf(StepPausedException.class);
  }

  private RepeatStatus tick() throws Exception {
    return tasklet.execute(contribution,
        new ChunkContext(new StepContext(contribution.getStepExecution())));
  }

  private static StepContribution contribution() {
    var instance = new org.springframework.batch.core.job.JobInstance(1, "toy");
    var job = new org.springframework.batch.core.job.JobExecution(1, instance,
        new org.springframework.batch.core.job.parameters.JobParameters());
    return new StepContribution(new StepExecution(1, "only", job));
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }
}
