package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LowerThroughputTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final World world = World.withTarget();
  private final Stage stage = new LowerThroughput(world.fileSystems, world.notes, world.notes,
      Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void isDoneWhenNothingIsOwed() {
    assertThat(stage.run(PLAN)).isEqualTo(new Completed("nothing is owed"));
    assertThat(world.fileSystems.orders()).isEmpty();
  }

  @Test
  void lowersWhatIsDueAndMeetsItOnlyOnceItWasSeen() {
    owe(NOW.minusSeconds(1));

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(world.notes.owed).isNotEmpty();

    world.fileSystems.settle();
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.notes.owed).isEmpty();
    assertThat(world.fileSystems.orders()).containsExactly("throughput fs-0000000b bursting");
  }

  @Test
  void leavesStandingWhatIsNotDueAndSaysWhatItCosts() {
    owe(NOW.plusSeconds(3600));

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Completed.class,
        completed -> assertThat(completed.summary()).contains("owed", "2026-11-24T10:00:00Z",
            "20.00 USD a day"));
    assertThat(world.fileSystems.orders()).isEmpty();
    assertThat(world.notes.topics(Finding.Level.WARN)).containsExactly("throughput");
  }

  @Test
  void takesOverTheTimeThatEfsNames() {
    owe(NOW.minusSeconds(1));
    Instant later = NOW.plus(Duration.ofHours(3));
    world.fileSystems.refuseNth(2, new EfsException(EfsException.Kind.TOO_EARLY, "wait",
        Optional.of(later)));

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.notes.owed.get(World.TARGET)).extracting(Obligation::earliest)
        .isEqualTo(later);
  }

  @Test
  void owesNothingForWhatIsGone() {
    owe(NOW.plusSeconds(3600));
    world.fileSystems.remove(World.TARGET);

    assertThat(stage.run(PLAN)).isEqualTo(new Completed("nothing is owed"));
  }

  @Test
  void findsMetWhatWasNeverRaised() {
    owe(NOW.plusSeconds(3600));
    world.fileSystems.put(World.target());

    assertThat(stage.run(PLAN)).isEqualTo(new Completed("nothing is owed"));
  }

  @Test
  void leavesAloneWhatAnotherHandHasMadeElastic() {
    owe(NOW.minusSeconds(1));
    world.fileSystems.put(FakeFileSystems.with(World.target(), LifeCycleState.AVAILABLE,
        Throughput.elastic()));

    assertThat(stage.run(PLAN)).isEqualTo(new Completed("nothing is owed"));
    assertThat(world.fileSystems.orders()).isEmpty();
  }

  @Test
  void asksAgainALittleLaterIfEfsNamesNoTime() {
    owe(NOW.minusSeconds(1));
    world.fileSystems.forbidChange(World.TARGET);

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.notes.owed.get(World.TARGET)).extracting(Obligation::earliest)
        .isEqualTo(NOW.plus(LowerThroughput.A_LITTLE_LATER));
  }

  private void owe(Instant earliest) {
    FileSystem raised = FakeFileSystems.with(World.target(), LifeCycleState.AVAILABLE,
        Throughput.provisioned(100));
    world.fileSystems.put(raised);
    world.notes.owe(PLAN.id(), new Obligation(World.TARGET, raised.throughput(),
        Throughput.bursting(), earliest, new BigDecimal("20.00")));
  }
}
