package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.AccessPoint;
import io.efsmigrator.efs.AccessPointId;
import io.efsmigrator.efs.AccessPointShape;
import io.efsmigrator.efs.AccessPointShape.Creation;
import io.efsmigrator.efs.AccessPointShape.PosixUser;
import io.efsmigrator.efs.AccessPoints;
import io.efsmigrator.efs.BackupPolicy;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystemPolicy;
import io.efsmigrator.efs.FileSystemSettings;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.LifecycleRule;
import io.efsmigrator.efs.LifecycleRule.Transition;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.plan.CarryOver;
import io.efsmigrator.plan.CarryOver.Part;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Placement;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.plan.TargetSettings;
import io.efsmigrator.plan.TargetSettings.Origin;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What createFileSystem gives the target besides its own settings, and which it adopts by id. */
class CarryOverTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();
  private static final FileSystemId EXISTING = new FileSystemId("fs-000000ee");
  private static final LifecycleRule TO_IA = new LifecycleRule(Transition.TO_IA, "AFTER_30_DAYS");
  private static final AccessPointId DOOR = new AccessPointId("fsap-0000000d");
  private static final AccessPointShape SHAPE = new AccessPointShape("/voice",
      Optional.of(new PosixUser(1000, 1000, List.of(5L))),
      Optional.of(new Creation(1000, 1000, "0750")), Map.of("Name", "voice", "aws:x", "y"));

  private final World world = furnished();
  private final Stage stage = stage(world);

  @Test
  void carriesEverythingOver() {
    Completed completed = finish(stage, PLAN);

    FileSystemId target = target(world);
    assertThat(world.settings.lifecycle(target)).containsExactly(TO_IA);
    assertThat(world.settings.backupPolicy(target)).isEqualTo(BackupPolicy.ENABLED);
    AccessPoint made = world.settings.accessPoints(target).getFirst();
    assertThat(made.shape()).isEqualTo(new AccessPointShape("/voice", SHAPE.user(),
        SHAPE.creation(), Map.of("Name", "voice")));
    assertThat(world.settings.policy(target)).contains(policy(target, made.id()));
    assertThat(completed.summary()).contains("tags", "lifecycle", "automatic backup", "policy",
        DOOR + " -> " + made.id());
    assertThat(world.notes.findings).extracting(Finding::text)
        .contains(DOOR + " (/voice) -> " + made.id());
    assertThat(world.notes.topics(Finding.Level.WARN)).isEmpty();
  }

  @Test
  void waitsUntilBackupsAreReallyOn() {
    finish(stage, PLAN);
    world.settings.put(target(world), BackupPolicy.ENABLING);

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Waiting.class,
        waiting -> assertThat(waiting.reason()).contains("automatic backup"));
  }

  @Test
  void ordersNothingOnceEverythingIsThere() {
    finish(stage, PLAN);
    List<String> before = world.settings.orders();

    finish(stage, PLAN);

    assertThat(world.settings.orders()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void leavesOutWhatIsSwitchedOff(Part part) {
    EnumSet<Part> parts = EnumSet.allOf(Part.class);
    parts.remove(part);
    // A policy that names access points cannot go without them.
    if (part == Part.ACCESS_POINTS) {
      parts.remove(Part.POLICY);
    }
    finish(stage, with(Origin.AS_SOURCE, new CarryOver(parts)));

    FileSystem target = world.fileSystems.find(target(world)).orElseThrow();
    assertThat(target.tags().containsKey("team")).isEqualTo(parts.contains(Part.TAGS));
    assertThat(world.settings.lifecycle(target.id()).isEmpty())
        .isNotEqualTo(parts.contains(Part.LIFECYCLE));
    assertThat(world.settings.backupPolicy(target.id()) == BackupPolicy.ENABLED)
        .isEqualTo(parts.contains(Part.BACKUP_POLICY));
    assertThat(world.settings.accessPoints(target.id()).isEmpty())
        .isNotEqualTo(parts.contains(Part.ACCESS_POINTS));
    assertThat(world.settings.policy(target.id()).isPresent())
        .isEqualTo(parts.contains(Part.POLICY));
    assertThat(world.notes.findings).extracting(Finding::text)
        .contains(part.key() + ", as the migration file says");
  }

  @Test
  void blocksOnAPolicyWhoseAccessPointsStayBehind() {
    CarryOver without = new CarryOver(
        EnumSet.complementOf(EnumSet.of(Part.ACCESS_POINTS)));

    assertThat(run(stage, with(Origin.AS_SOURCE, without))).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains(DOOR.toString()));
    assertThat(world.settings.policy(target(world))).isEmpty();
  }

  @Test
  void saysWhatToDoWhenEfsRefusesThePolicy() {
    world.settings.refusePolicies(
        new EfsException(EfsException.Kind.BAD_REQUEST, "you would be locked out"));

    assertThat(run(stage, PLAN)).isInstanceOfSatisfying(Blocked.class, blocked -> {
      assertThat(blocked.reason()).contains("locked out");
      assertThat(blocked.remedy()).contains("target.carry-over.policy");
    });
  }

  @Test
  void leavesTheArchiveRuleOutWhereThereIsNoArchive() {
    world.settings.setLifecycle(Plans.SOURCE,
        Set.of(TO_IA, new LifecycleRule(Transition.TO_ARCHIVE, "AFTER_90_DAYS")));

    finish(stage, PLAN);

    assertThat(world.settings.lifecycle(target(world))).containsExactly(TO_IA);
    assertThat(world.notes.topics(Finding.Level.WARN)).containsExactly("not carried over");
  }

  @Test
  void carriesNoAccessPointThatIsOnItsWayOut() {
    world.settings.put(new AccessPoint(new AccessPointId("fsap-0000dead"), Plans.SOURCE,
        new CreationToken("dead"), LifeCycleState.DELETING, SHAPE));

    finish(stage, PLAN);

    assertThat(world.settings.accessPoints(target(world))).hasSize(1);
  }

  @Test
  void refusesAnAccessPointThatOpensElsewhere() {
    finish(stage, PLAN);
    AccessPoint made = world.settings.accessPoints(target(world)).getFirst();
    world.settings.put(new AccessPoint(made.id(), made.fileSystem(), made.clientToken(),
        made.state(), new AccessPointShape("/other", SHAPE.user(), SHAPE.creation(), Map.of())));

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.severity()).isEqualTo(StageOutcome.Severity.REFUSED));
  }

  @Test
  void adoptsAnEmptyFileSystemByItsId() {
    world.fileSystems.put(existing(PerformanceMode.MAX_IO, 6144, Map.of("Name", "mine")));

    Completed completed = finish(stage, adopting());

    assertThat(completed.summary()).contains(EXISTING.toString());
    assertThat(world.fileSystems.orders()).isEmpty();
    assertThat(world.fileSystems.find(EXISTING).orElseThrow().tags()).isEqualTo(Map.of("Name",
        "mine", "team", "voice", CreateFileSystem.MIGRATION_TAG, PLAN.id().toString()));
    assertThat(world.settings.backupPolicy(EXISTING)).isEqualTo(BackupPolicy.ENABLED);
  }

  @Test
  void goesOnWithAnAdoptedOneThatHasFilledMeanwhile() {
    world.fileSystems.put(existing(PerformanceMode.MAX_IO, 6144, Map.of()));
    finish(stage, adopting());
    FileSystem adopted = world.fileSystems.find(EXISTING).orElseThrow();
    world.fileSystems.put(existing(PerformanceMode.MAX_IO, 5L << 30, adopted.tags()));

    finish(stage, adopting());
  }

  @Test
  void refusesToAdoptOneThatIsNotEmpty() {
    world.fileSystems.put(existing(PerformanceMode.MAX_IO, 5L << 30, Map.of()));

    refusesToAdopt("not empty");
  }

  @Test
  void refusesToAdoptAnotherMigrationsTarget() {
    world.fileSystems.put(existing(PerformanceMode.MAX_IO, 6144,
        Map.of(CreateFileSystem.MIGRATION_TAG, "other.fs-0000000a")));

    refusesToAdopt("belongs to migration other");
  }

  @Test
  void refusesToAdoptAnotherPerformanceMode() {
    world.fileSystems.put(existing(PerformanceMode.GENERAL_PURPOSE, 6144, Map.of()));

    refusesToAdopt("performance mode generalPurpose");
  }

  @Test
  void createsNothingWhereAnIdIsNamedThatDoesNotExist() {
    assertThat(stage.run(adopting())).isInstanceOf(Blocked.class);
    assertThat(world.fileSystems.orders()).isEmpty();
  }

  @Test
  void createsInTheZoneThatThePlanNames() {
    TargetSettings guide = PLAN.target();
    stage.run(Plans.withTarget(new TargetSettings(guide.name(), PerformanceMode.GENERAL_PURPOSE,
        guide.throughput(), Set.of(), Optional.empty(), new Origin(Optional.empty(),
            Optional.empty(), new Placement.OneZone(Plans.WEST)),
        CarryOver.ALL)));

    assertThat(world.fileSystems.find(target(world)).orElseThrow().oneZone())
        .contains(Plans.WEST);
  }

  @Test
  void endsAlikeWhereverItIsKilled() {
    CallFaults.Sweep.over(killed -> {
      World here = furnished();
      Stage inHere = new CreateFileSystem(killed.port(FileSystems.class, here.fileSystems),
          killed.port(FileSystemSettings.class, here.settings),
          killed.port(AccessPoints.class, here.settings), here.notes);
      int before = here.settings.orders().size();

      StageOutcome end = killed.runToTheEnd(inHere, PLAN, here::settle);

      assertThat(end).as(killed.toString()).isInstanceOf(Completed.class);
      FileSystemId target = target(here);
      assertThat(here.fileSystems.orders()).as(killed.toString())
          .containsExactly("create " + target);
      assertThat(here.settings.orders().stream().skip(before)).as(killed.toString())
          .containsExactly("lifecycle " + target, "backup " + target, "accessPoint /voice",
              "policy " + target);
      AccessPoint made = here.settings.accessPoints(target).getFirst();
      assertThat(here.settings.policy(target)).contains(policy(target, made.id()));
    });
  }

  @ParameterizedTest
  @EnumSource(EfsException.Kind.class)
  void turnsEveryRefusalIntoAnOutcome(EfsException.Kind kind) {
    finish(stage, PLAN);
    // Every question of a look that finds everything in place.
    for (int call = 1; call <= 10; call++) {
      world.fileSystems.refuseNth(call, new EfsException(kind, "no"));
      assertThat(stage.run(PLAN)).as("call " + call).isNotInstanceOf(Completed.class);
    }
  }

  private static World furnished() {
    World world = new World();
    world.settings.setLifecycle(Plans.SOURCE, Set.of(TO_IA));
    world.settings.put(Plans.SOURCE, BackupPolicy.ENABLED);
    world.settings.put(new AccessPoint(DOOR, Plans.SOURCE, new CreationToken("console-2"),
        LifeCycleState.AVAILABLE, SHAPE));
    world.settings.setPolicy(Plans.SOURCE, policy(Plans.SOURCE, DOOR));
    return world;
  }

  private static FileSystemPolicy policy(FileSystemId fileSystem, AccessPointId door) {
    String arn = "arn:aws:elasticfilesystem:us-east-1:111122223333:";
    return new FileSystemPolicy("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
        + "\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"elasticfilesystem:Client*\"],"
        + "\"Resource\":\"" + arn + "file-system/" + fileSystem + "\",\"Condition\":{"
        + "\"StringEquals\":{\"elasticfilesystem:AccessPointArn\":\"" + arn + "access-point/"
        + door + "\"}}}]}");
  }

  private static Stage stage(World world) {
    return new CreateFileSystem(world.fileSystems, world.settings, world.settings, world.notes);
  }

  private static MigrationPlan with(Origin origin, CarryOver carryOver) {
    TargetSettings guide = PLAN.target();
    return Plans.withTarget(new TargetSettings(guide.name(), guide.performanceMode(),
        guide.throughput(), Set.of(), Optional.empty(), origin, carryOver));
  }

  private static MigrationPlan adopting() {
    return with(new Origin(Optional.of(EXISTING), Optional.empty(), new Placement.AsSource()),
        CarryOver.ALL);
  }

  private static FileSystem existing(PerformanceMode mode, long sizeBytes,
      Map<String, String> tags) {
    return new FileSystem(EXISTING, new CreationToken("by-hand"), LifeCycleState.AVAILABLE, mode,
        Throughput.bursting(), World.source().encryption(), Optional.empty(), sizeBytes, tags);
  }

  private static FileSystemId target(World world) {
    return world.fileSystems.find(Plans.ID.creationToken()).orElseThrow().id();
  }

  private void refusesToAdopt(String why) {
    int before = world.settings.orders().size();
    assertThat(stage.run(adopting())).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains(why));
    assertThat(world.settings.orders()).hasSize(before);
  }

  private Completed finish(Stage stage, MigrationPlan plan) {
    StageOutcome outcome = run(stage, plan);
    assertThat(outcome).isInstanceOf(Completed.class);
    return (Completed) outcome;
  }

  private StageOutcome run(Stage stage, MigrationPlan plan) {
    StageOutcome outcome = stage.run(plan);
    for (int polls = 0; polls < 20 && outcome instanceof Waiting; polls++) {
      world.settle();
      outcome = stage.run(plan);
    }
    return outcome;
  }
}
