package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.plan.TargetSettings;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AwaitMountTargetsTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final World world = World.withTarget();
  private final Stage stage = new AwaitMountTargets(world.fileSystems, world.cluster, world.notes);

  @Test
  void ordersOneInEveryZoneOfTheSourceAndWaits() {
    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);

    assertThat(world.fileSystems.orders()).containsExactly(
        "mountTarget fs-0000000b subnet-0000000e", "mountTarget fs-0000000b subnet-0000000f");
  }

  @Test
  void completesWhenEveryZoneIsServedAndEveryNodeKnowsTheName() {
    stage.run(PLAN);
    world.fileSystems.settle();

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);

    world.cluster.announce(World.TARGET_NAME);
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
  }

  @Test
  void ordersOnlyWhatACrashLeftOut() {
    world.fileSystems.put(inEast(LifeCycleState.CREATING), World.GROUPS);

    stage.run(PLAN);

    assertThat(world.fileSystems.orders())
        .containsExactly("mountTarget fs-0000000b subnet-0000000f");
  }

  @Test
  void takesOverTheSecurityGroupsOfTheSource() {
    stage.run(PLAN);

    assertThat(world.fileSystems.mountTargets(World.TARGET)).allSatisfy(made -> assertThat(
        world.fileSystems.securityGroups(made.id())).isEqualTo(World.GROUPS));
  }

  @Test
  void prefersTheSecurityGroupsOfThePlan() {
    Set<SecurityGroupId> chosen = Set.of(new SecurityGroupId("sg-00000007"));
    TargetSettings guide = PLAN.target();
    stage.run(Plans.withTarget(new TargetSettings(guide.name(), guide.performanceMode(),
        guide.throughput(), chosen, Optional.empty())));

    assertThat(world.fileSystems.mountTargets(World.TARGET)).allSatisfy(
        made -> assertThat(world.fileSystems.securityGroups(made.id())).isEqualTo(chosen));
  }

  @Test
  void blocksOnForeignSecurityGroups() {
    world.fileSystems.put(inEast(LifeCycleState.AVAILABLE),
        Set.of(new SecurityGroupId("sg-00000007")));

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"DELETING", "ERROR"})
  void blocksOnAStateThatNeverHeals(LifeCycleState state) {
    world.fileSystems.put(inEast(state), World.GROUPS);

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
  }

  @Test
  void waitsOnAStateItDoesNotKnow() {
    stage.run(PLAN);
    world.fileSystems.settle();
    world.fileSystems.mountTargets(World.TARGET).stream().findFirst().ifPresent(
        made -> world.fileSystems.put(
            FakeFileSystems.with(made, LifeCycleState.UNKNOWN), World.GROUPS));
    world.cluster.announce(World.TARGET_NAME);

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
  }

  @Test
  void blocksWhenTheSourceHasNoneToFollow() {
    world.fileSystems.mountTargets(Plans.SOURCE)
        .forEach(there -> world.fileSystems.put(
            FakeFileSystems.with(there, LifeCycleState.DELETED), World.GROUPS));

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
  }

  @Test
  void blocksWhenTheTargetIsGone() {
    world.fileSystems.remove(World.TARGET);

    assertThat(stage.run(PLAN)).isInstanceOf(Blocked.class);
  }

  @ParameterizedTest
  @EnumSource(EfsException.Kind.class)
  void turnsEveryRefusalIntoAnOutcome(EfsException.Kind kind) {
    world.fileSystems.refuseNext(new EfsException(kind, "no"));

    assertThat(stage.run(PLAN)).isNotInstanceOf(Completed.class);
  }

  private static MountTarget inEast(LifeCycleState state) {
    return new MountTarget(new MountTargetId("fsmt-000000b1"), World.TARGET, World.EAST_SUBNET,
        Plans.EAST, state, "10.0.1.5");
  }
}
