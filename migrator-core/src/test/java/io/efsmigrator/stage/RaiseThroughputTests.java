package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.plan.RaisedThroughput;
import io.efsmigrator.plan.TargetSettings;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RaiseThroughputTests {

  private static final MigrationPlan PLAN = Plans.raisedTo(100);
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private final World world = World.withTarget();
  private final Stage stage = new RaiseThroughput(world.fileSystems, world.notes, world.notes,
      Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void changesNothingUnlessAsked() {
    assertThat(stage.run(Plans.ofGuide())).isInstanceOf(Completed.class);
    assertThat(world.fileSystems.orders()).isEmpty();
    assertThat(world.notes.owed).isEmpty();
  }

  @Test
  void raisesBothAndOwesBoth() {
    assertThat(untilDone()).isInstanceOf(Completed.class);

    assertThat(world.fileSystems.orders()).containsExactly(
        "throughput fs-0000000a provisioned:100.0", "throughput fs-0000000b provisioned:100.0");
    assertThat(world.notes.owed.get(Plans.SOURCE)).isEqualTo(new Obligation(Plans.SOURCE,
        Throughput.provisioned(100), Throughput.bursting(), NOW.plusSeconds(24 * 3600),
        new BigDecimal("20.00")));
    assertThat(world.notes.owed).containsKey(World.TARGET);
  }

  @Test
  void owesBeforeItOrders() {
    // The third call to EFS is the order: its answer is lost, whatever it did.
    world.fileSystems.refuseNth(3, new EfsException(EfsException.Kind.UNAVAILABLE, "lost"));

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(world.notes.owed).containsKey(Plans.SOURCE);
  }

  @Test
  void remembersWhatItWasBeforeAcrossACrash() {
    world.notes.owe(PLAN.id(), new Obligation(Plans.SOURCE, Throughput.provisioned(100),
        Throughput.elastic(), NOW, BigDecimal.TEN));

    untilDone();

    assertThat(world.notes.owed.get(Plans.SOURCE))
        .extracting(Obligation::lowerTo).isEqualTo(Throughput.elastic());
  }

  @Test
  void leavesAloneWhatHasEnough() {
    world.fileSystems.put(FakeFileSystems.with(World.source(), LifeCycleState.AVAILABLE,
        Throughput.provisioned(200)));

    untilDone();

    assertThat(world.notes.owed).containsOnlyKeys(World.TARGET);
  }

  @Test
  void goesOnWithoutWhenItIsTooEarlyAndOwesNothing() {
    world.fileSystems.forbidChange(Plans.SOURCE);

    assertThat(untilDone()).isInstanceOf(Completed.class);
    assertThat(world.notes.owed).containsOnlyKeys(World.TARGET);
    assertThat(world.notes.topics(Finding.Level.WARN)).containsExactly("throughput");
  }

  @Test
  void keepsWhatItOwesWhenTheOrderHadTakenEffectAndItsRepetitionIsRefused() {
    // The first answer was lost, the client asked again, and EFS refused the second change of a day.
    world.fileSystems.put(FakeFileSystems.with(World.source(), LifeCycleState.AVAILABLE,
        Throughput.provisioned(90)));
    world.fileSystems.takeEffectThenRefuse(Plans.SOURCE,
        new EfsException(EfsException.Kind.TOO_EARLY, "wait"));

    untilDone();

    assertThat(world.notes.owed.get(Plans.SOURCE)).extracting(Obligation::lowerTo)
        .isEqualTo(Throughput.provisioned(90));
  }

  @Test
  void asksForLessWhereEfsHasNoCapacityAndOwesOnlyThat() {
    world.fileSystems.refuseNth(3,
        new EfsException(EfsException.Kind.NO_CAPACITY, "not now"));

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Waiting.class,
        waiting -> assertThat(waiting.pollAgainIn()).isEqualTo(Failures.CAPACITY_PAUSE));
    untilDone();

    assertThat(world.fileSystems.orders()).contains("throughput fs-0000000a provisioned:75.0",
        "throughput fs-0000000b provisioned:100.0");
    assertThat(world.notes.owed.get(Plans.SOURCE)).extracting(Obligation::usdPerDay)
        .isEqualTo(new BigDecimal("15.00"));
  }

  @Test
  void goesOnAsItIsWhereEfsHasNoCapacityAtAll() {
    world.fileSystems.refuseAlways(Plans.SOURCE,
        new EfsException(EfsException.Kind.NO_CAPACITY, "not now"));

    assertThat(untilDone()).isInstanceOf(Completed.class);
    assertThat(world.notes.owed).containsOnlyKeys(World.TARGET);
    assertThat(world.notes.findings).singleElement().extracting(Finding::text).asString()
        .contains("no capacity");
  }

  @Test
  void raisesTheSourceAloneIfThatIsWhatIsAskedFor() {
    MigrationPlan plan = Plans.withTarget(new TargetSettings("recordings-MaxIO",
        PerformanceMode.MAX_IO, Throughput.bursting(), Set.of(), Optional.of(new RaisedThroughput(
            100, RaisedThroughput.GUIDE_PRICE, RaisedThroughput.Side.SOURCE))));

    stage.run(plan);

    assertThat(world.notes.owed).containsOnlyKeys(Plans.SOURCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9, 10})
  void ordersNothingTwiceWhereverACallFails(int call) {
    world.fileSystems.refuseNth(call, new EfsException(EfsException.Kind.UNAVAILABLE, "cut"));

    assertThat(untilDone()).isInstanceOf(Completed.class);
    assertThat(world.fileSystems.orders()).containsExactlyInAnyOrder(
        "throughput fs-0000000a provisioned:100.0", "throughput fs-0000000b provisioned:100.0");
    assertThat(world.notes.owed).containsOnlyKeys(Plans.SOURCE, World.TARGET);
  }

  @Test
  void blocksWhenTheTargetIsGone() {
    world.fileSystems.remove(World.TARGET);

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
  }

  private StageOutcome untilDone() {
    StageOutcome outcome = stage.run(PLAN);
    for (int calls = 0; outcome instanceof Waiting && calls < 10; calls++) {
      world.fileSystems.settle();
      outcome = stage.run(PLAN);
    }
    return outcome;
  }
}
