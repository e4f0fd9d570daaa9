package io.efsmigrator.stage;

import static io.efsmigrator.plan.Plans.EAST;
import static io.efsmigrator.plan.Plans.SOURCE;

import io.efsmigrator.efs.ClientConnections.Observed;
import io.efsmigrator.efs.FakeSourceRemoval;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.efs.RecoveryPointArn;
import io.efsmigrator.efs.RecoveryPoints.Kept;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.plan.BackupEvidence;
import io.efsmigrator.plan.DecommissionOrder;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A migration that is over, a source that nobody needs, and an order to delete it: all is well. */
final class SourceToDelete implements DecommissionRecord {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final RecoveryPointArn ARN = new RecoveryPointArn(
      "arn:aws:backup:us-east-1:111122223333:recovery-point:0a1b-2c3d");

  final World world = World.withTarget();
  final FakeSourceRemoval removal = new FakeSourceRemoval(world.fileSystems);
  final Set<GuideStage> completed = EnumSet.allOf(GuideStage.class);
  final Set<FileSystemId> begun = new HashSet<>();
  MigrationPlan plan = Plans.ofGuide();
  Optional<FileSystemId> notedTarget = Optional.of(World.TARGET);
  Optional<String> typed = Optional.of(SOURCE.value());
  Optional<BackupEvidence> backup = Optional.of(new BackupEvidence.RecoveryPoint(ARN));
  Optional<Kept> kept = Optional.of(new Kept("COMPLETED", NOW.minus(Duration.ofHours(9))));
  Optional<String> replication = Optional.empty();
  Observed observed = new Observed(true, Optional.of(NOW.minus(Duration.ofHours(30))));
  CopyGuard guard = CopyGuard.ALWAYS_OPEN;

  SourceToDelete() {
    world.primary.endpoint = Optional.of(World.TARGET_NAME);
    world.backup.endpoint = Optional.of(World.TARGET_NAME);
    world.fileSystems.put(new MountTarget(new MountTargetId("fsmt-0000001e"), World.TARGET,
        World.EAST_SUBNET, EAST, LifeCycleState.AVAILABLE, "10.0.1.5"), World.GROUPS);
  }

  Stage check() {
    return new CheckDecommission(checks(), world.notes);
  }

  Stage delete(DeleteSource.Part part) {
    return new DeleteSource(part, checks(), world.fileSystems, removal, this, guard);
  }

  private DecommissionChecks checks() {
    return new DecommissionChecks(world.fileSystems,
        new DecommissionChecks.Questions(_ -> replication, (id, from, until) -> observed,
            (id, arn) -> id.equals(SOURCE) && arn.equals(ARN) ? kept : Optional.empty()),
        world.cluster, this,
        new DecommissionOrder(typed, backup, Duration.ofHours(24), "alice"),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Override
  public Optional<String> completed(MigrationId migration, GuideStage stage) {
    return completed.contains(stage) ? Optional.of("done") : Optional.empty();
  }

  @Override
  public Optional<FileSystemId> target(MigrationId migration) {
    return notedTarget;
  }

  @Override
  public boolean begun(MigrationId migration, FileSystemId source) {
    return begun.contains(source);
  }

  @Override
  public void begin(MigrationId migration, FileSystemId source, String actor, String evidence) {
    begun.add(source);
  }
}
