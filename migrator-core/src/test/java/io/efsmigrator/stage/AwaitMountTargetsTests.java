package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.FakeMountNetwork;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountNetwork;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Subnet;
import io.efsmigrator.efs.SubnetId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.plan.TargetSettings;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwaitMountTargetsTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();
  /** Half a minute past: no order is repeated. */
  private static final Clock NOT_YET = clock("2026-11-23T08:00:30Z");

  private final World world = World.withTarget();
  private final Stage stage = new AwaitMountTargets(world.fileSystems, world.network,
      world.cluster, world.notes, NOT_YET);

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
  void mendsForeignSecurityGroupsAndReadsThemBack() {
    world.fileSystems.put(inEast(LifeCycleState.AVAILABLE),
        Set.of(new SecurityGroupId("sg-00000007")));
    world.cluster.announce(World.TARGET_NAME);

    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    world.fileSystems.settle();

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.network.orders()).containsExactly("groups fsmt-000000b1 [sg-00000001]");
  }

  @Test
  void neverGivesTheDefaultGroup() {
    regroupSource(Set.of(FakeMountNetwork.DEFAULT_GROUP, new SecurityGroupId("sg-00000001")));

    stage.run(PLAN);

    assertThat(world.fileSystems.mountTargets(World.TARGET)).hasSize(2).allSatisfy(
        made -> assertThat(world.fileSystems.securityGroups(made.id()))
            .isEqualTo(World.GROUPS));
  }

  @Test
  void refusesWhereThereIsOnlyTheDefaultGroup() {
    regroupSource(Set.of(FakeMountNetwork.DEFAULT_GROUP));

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.remedy()).contains("target.security-groups"));
    assertThat(world.fileSystems.orders()).isEmpty();
  }

  @Test
  void takesAnotherSubnetOfTheZoneWhenThatOfTheSourceIsFull() {
    world.network.put(new Subnet(World.EAST_SUBNET, Plans.EAST, 0));

    stage.run(PLAN);

    assertThat(world.fileSystems.orders()).containsExactly(
        "mountTarget fs-0000000b subnet-000000e2", "mountTarget fs-0000000b subnet-0000000f");
  }

  @Test
  void takesAnotherSubnetWhenTheLastAddressIsTakenMeanwhile() {
    world.fileSystems.fill(World.EAST_SUBNET);

    stage.run(PLAN);

    assertThat(world.fileSystems.orders()).containsExactly(
        "mountTarget fs-0000000b subnet-000000e2", "mountTarget fs-0000000b subnet-0000000f");
  }

  @Test
  void blocksWhenNoSubnetOfTheZoneHasAnAddressLeft() {
    world.fileSystems.fill(World.EAST_SUBNET);
    world.fileSystems.fill(World.EAST_SPARE);

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("us-east-1a", "subnet-000000e2"));
  }

  /** A look that took three seconds longer than it should comes after five. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23T08:01:00Z", "2026-11-23T08:01:05Z"})
  void repeatsTheOrderOfAStuckOneEveryMinute(String minute) {
    stage.run(PLAN);
    // The n-th call is the order: it is repeated, and EFS says that it has one.
    Stage onTheMinute = new AwaitMountTargets(world.fileSystems, world.network, world.cluster,
        world.notes, clock(minute));

    long before = world.fileSystems.refusedOrders();
    assertThat(stage.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(world.fileSystems.refusedOrders()).isEqualTo(before);
    assertThat(onTheMinute.run(PLAN)).isInstanceOf(Waiting.class);
    assertThat(world.fileSystems.refusedOrders()).isEqualTo(before + 2);
    assertThat(world.fileSystems.mountTargets(World.TARGET)).hasSize(2);
  }

  @Test
  void blocksOnOneInAnotherVpc() {
    world.fileSystems.put(new MountTarget(new MountTargetId("fsmt-000000b1"), World.TARGET,
        new SubnetId("subnet-0000abcd"), Plans.EAST, LifeCycleState.AVAILABLE, "172.16.0.5"),
        World.GROUPS);

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("another VPC"));
  }

  @Test
  void waitsUntilEveryNodeReachesThePort() {
    stage.run(PLAN);
    world.fileSystems.settle();
    world.cluster.announce(World.TARGET_NAME);
    world.cluster.fence(Plans.BACKUP);

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Waiting.class,
        waiting -> assertThat(waiting.reason()).contains("node-b", "2049"));

    world.cluster.letIn(Plans.BACKUP);
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
  }

  @Test
  void ordersOneOnlyForATargetInOneZone() {
    world.fileSystems.put(oneZone(World.target(), Plans.WEST));

    stage.run(PLAN);

    assertThat(world.fileSystems.orders())
        .containsExactly("mountTarget fs-0000000b subnet-0000000f");
  }

  @Test
  void ordersOneForEveryNodeWhenTheSourceServesFromOneZone() {
    world.fileSystems.mountTargets(Plans.SOURCE).stream()
        .filter(there -> there.zone().equals(Plans.WEST)).forEach(there -> world.fileSystems
            .put(FakeFileSystems.with(there, LifeCycleState.DELETED), World.GROUPS));

    stage.run(PLAN);

    assertThat(world.fileSystems.orders()).containsExactly(
        "mountTarget fs-0000000b subnet-0000000e", "mountTarget fs-0000000b subnet-0000000f");
  }

  @Test
  void endsAlikeWhereverItIsKilled() {
    CallFaults.Sweep.over(killed -> {
      World here = World.withTarget();
      here.fileSystems.put(inEast(LifeCycleState.AVAILABLE),
          Set.of(new SecurityGroupId("sg-00000007")));
      here.cluster.announce(World.TARGET_NAME);
      Stage inHere = new AwaitMountTargets(killed.port(FileSystems.class, here.fileSystems),
          killed.port(MountNetwork.class, here.network), here.cluster, here.notes, NOT_YET);

      StageOutcome end = killed.runToTheEnd(inHere, PLAN, here::settle);

      assertThat(end).as(killed.toString()).isInstanceOf(Completed.class);
      assertThat(here.fileSystems.orders()).as(killed.toString())
          .containsExactly("mountTarget fs-0000000b subnet-0000000f");
      assertThat(here.fileSystems.securityGroups(new MountTargetId("fsmt-000000b1")))
          .isEqualTo(World.GROUPS);
    });
  }

  private void regroupSource(Set<SecurityGroupId> groups) {
    world.fileSystems.mountTargets(Plans.SOURCE)
        .forEach(there -> world.fileSystems.put(there, groups));
  }

  private static FileSystem oneZone(FileSystem it, AvailabilityZone zone) {
    return new FileSystem(it.id(), it.creationToken(), it.state(), it.performanceMode(),
        it.throughput(), it.encryption(), Optional.of(zone), it.sizeBytes(), it.tags());
  }

  private static Clock clock(String now) {
    return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
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
