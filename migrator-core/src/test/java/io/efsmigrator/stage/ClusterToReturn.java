package io.efsmigrator.stage;

import static io.efsmigrator.plan.Plans.SOURCE;

import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.plan.RollbackOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster whose Primary has switched, and an order to lead it back: all is well. */
final class ClusterToReturn implements RollbackRecord {

  final World world = World.withTarget();
  final MigrationPlan plan = Plans.ofGuide();
  final List<String> marks = new ArrayList<>();
  Optional<Begun> begun = Optional.empty();
  Optional<String> reverseProof = Optional.empty();
  Optional<FileSystemId> notedTarget = Optional.of(World.TARGET);
  Progress farthest = Progress.NOT_PROVED;
  boolean everSwitched = true;
  boolean deletionBegun;
  Optional<String> typed = Optional.of(World.TARGET.value());
  Optional<String> refusedMark = Optional.empty();

  ClusterToReturn() {
    world.notes.cutoverBegun = true;
    world.primary.endpoint = Optional.of(World.TARGET_NAME);
    world.backup.writers = WriterState.QUIESCED;
    world.mounts.mounted.put(plan.sourceRoot(), SOURCE);
    world.mounts.mounted.put(plan.targetRoot(), World.TARGET);
  }

  /** The same, with the check behind it. */
  static ClusterToReturn begun(Reverse reverse) {
    ClusterToReturn it = new ClusterToReturn();
    it.begun = Optional.of(new Begun(reverse, World.TARGET, "alice"));
    return it;
  }

  CheckRollback check() {
    return new CheckRollback(new RollbackChecks(world.fileSystems, world.cluster, world.notes,
        this, new RollbackOrder(typed, "alice")), world.notes);
  }

  Stage prepare() {
    return new PrepareReverse(world.cluster, world.cluster, world.mounts, this, this::claim);
  }

  Optional<String> claim(MigrationPlan marked, FileSystemId from) {
    if (refusedMark.isEmpty()) {
      marks.add(marked.id().source() + " from " + from);
    }
    return refusedMark;
  }

  @Override
  public Optional<Begun> begun(MigrationId migration) {
    return begun;
  }

  @Override
  public void begin(MigrationId migration, Begun beginning) {
    begun = begun.or(() -> Optional.of(beginning));
  }

  @Override
  public Optional<String> reverseProof(MigrationId migration) {
    return reverseProof;
  }

  @Override
  public Progress farthest(MigrationId migration) {
    return farthest == Progress.NOT_PROVED && reverseProof.isPresent()
        ? Progress.PROVED
        : farthest;
  }

  @Override
  public Optional<FileSystemId> target(MigrationId migration) {
    return notedTarget;
  }

  @Override
  public boolean everSwitched(MigrationId migration) {
    return everSwitched;
  }

  @Override
  public boolean deletionBegun(MigrationId migration) {
    return deletionBegun;
  }
}
