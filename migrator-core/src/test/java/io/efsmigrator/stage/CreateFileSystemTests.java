package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Severity;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CreateFileSystemTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final World world = new World();
  private final Stage stage = new CreateFileSystem(world.fileSystems, world.settings,
      world.settings, world.notes);

  @Test
  void createsOnceAndWaitsUntilItIsAvailable() {
    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    world.fileSystems.settle();

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.fileSystems.orders()).hasSize(1);
  }

  @Test
  void followsThePlanAndTheSource() {
    stage.run(PLAN);

    FileSystem made = made();
    assertThat(made.performanceMode()).isEqualTo(PerformanceMode.MAX_IO);
    assertThat(made.throughput()).isEqualTo(Throughput.bursting());
    assertThat(made.encryption()).isEqualTo(World.source().encryption());
    assertThat(made.tags()).isEqualTo(Map.of("Name", "recordings-MaxIO", "team", "voice",
        CreateFileSystem.MIGRATION_TAG, "recordings.fs-0000000a"));
  }

  @Test
  void keepsAnUnencryptedSourceUnencrypted() {
    world.fileSystems.put(variant(World.source(), World.source().performanceMode(),
        new Encryption.None(), World.source().tags()));

    stage.run(PLAN);

    assertThat(made().encryption()).isEqualTo(new Encryption.None());
  }

  @Test
  void looksAgainWhenAnotherCallWasFaster() {
    world.fileSystems.refuseNext(new EfsException(EfsException.Kind.ALREADY_EXISTS, "token"));

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
  }

  @Test
  void refusesToAdoptAnotherPerformanceMode() {
    world.fileSystems.put(variant(World.target(), PerformanceMode.GENERAL_PURPOSE,
        World.target().encryption(), World.target().tags()));

    refuses("performance mode generalPurpose");
  }

  @Test
  void refusesToAdoptAnUnencryptedOne() {
    world.fileSystems.put(variant(World.target(), PerformanceMode.MAX_IO, new Encryption.None(),
        World.target().tags()));

    refuses("unencrypted");
  }

  @Test
  void refusesToAdoptWhatIsNotTagged() {
    world.fileSystems.put(variant(World.target(), PerformanceMode.MAX_IO,
        World.target().encryption(), Map.of("Name", "recordings-MaxIO")));

    refuses("does not carry the tag");
  }

  @Test
  void refusesToAdoptOtherThroughput() {
    world.fileSystems.put(FakeFileSystems.with(World.target(), LifeCycleState.AVAILABLE,
        Throughput.provisioned(500)));

    refuses("throughput provisioned:500.0");
  }

  @ParameterizedTest
  @EnumSource(names = {"DELETING", "ERROR"})
  void blocksOnAStateThatNeverHeals(LifeCycleState state) {
    world.fileSystems.put(FakeFileSystems.with(World.target(), state, Throughput.bursting()));

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
  }

  @Test
  void createsAnotherWhenTheFirstIsDeletedForGood() {
    world.fileSystems.put(FakeFileSystems.with(World.target(), LifeCycleState.DELETED,
        Throughput.bursting()));
    world.fileSystems.remove(World.TARGET);

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(world.fileSystems.orders()).hasSize(1);
  }

  @Test
  void blocksWithoutASource() {
    world.fileSystems.remove(Plans.SOURCE);

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
    assertThat(world.fileSystems.orders()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(EfsException.Kind.class)
  void turnsEveryRefusalIntoAnOutcome(EfsException.Kind kind) {
    world.fileSystems.refuseNext(new EfsException(kind, "no"));

    assertThat(stage.run(PLAN)).isNotInstanceOf(Completed.class);
  }

  private FileSystem made() {
    return world.fileSystems.find(Plans.ID.creationToken()).orElseThrow();
  }

  private void refuses(String why) {
    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class, blocked -> {
      assertThat(blocked.severity()).isEqualTo(Severity.REFUSED);
      assertThat(blocked.reason()).contains(why);
    });
    assertThat(world.fileSystems.orders()).isEmpty();
  }

  private static FileSystem variant(FileSystem it, PerformanceMode mode, Encryption encryption,
      Map<String, String> tags) {
    return new FileSystem(it.id(), it.creationToken(), it.state(), mode, it.throughput(),
        encryption, Optional.empty(), it.sizeBytes(), tags);
  }
}
