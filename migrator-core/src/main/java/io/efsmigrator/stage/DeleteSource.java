package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.SourceRemoval;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.DecommissionChecks.SourceState;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.List;

/**
 * Deletes the source: the only class that can delete anything at AWS.
 *
 * <p>Every call looks how the source stands, asks every check of {@link DecommissionChecks} again,
 * notes that the deletion begins, asks the guard whether this process may still act, and only then
 * gives one kind of order. So it may be killed anywhere: the next call sees what is left. A source
 * that is gone counts as done only if the note says that it was begun here.
 *
 * <p>{@code FileSystemInUse} right after the last mount target has gone is normal and waited for; the
 * deadline of the step bounds it.
 */
public final class DeleteSource implements Stage {

  static final Duration POLL = Duration.ofSeconds(3);

  /** Which order this stage gives. */
  public enum Part {
    MOUNT_TARGETS, FILE_SYSTEM
  }

  private final Part part;
  private final DecommissionChecks checks;
  private final FileSystems fileSystems;
  private final SourceRemoval removal;
  private final DecommissionRecord record;
  private final CopyGuard guard;

  /** One of the two stages; the second refuses to act before the first is done. */
  public DeleteSource(Part part, DecommissionChecks checks, FileSystems fileSystems,
      SourceRemoval removal, DecommissionRecord record, CopyGuard guard) {
    this.part = part;
    this.checks = checks;
    this.fileSystems = fileSystems;
    this.removal = removal;
    this.record = record;
    this.guard = guard;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    if (!checks.order().confirms(plan.id())) {
      return CheckDecommission.unconfirmed(plan);
    }
    try {
      return switch (checks.source(plan)) {
        case SourceState.There(var fileSystem) -> act(plan, fileSystem);
        case SourceState.Going(boolean ours) -> ours
            ? new Waiting(plan.id().source() + " is being deleted", POLL)
            : CheckDecommission.foreign(plan.id().source(), "is being deleted");
        case SourceState.Gone(boolean ours) -> ours
            ? new Completed(plan.id().source() + " is deleted")
            : CheckDecommission.foreign(plan.id().source(), "is gone");
      };
    } catch (EfsException e) {
      // What is not found any more is seen to be gone by the next look, and judged there.
      return e.kind() == EfsException.Kind.NOT_FOUND
          ? new Waiting("EFS: " + e.getMessage(), POLL)
          : Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    } catch (CopyStoppedException e) {
      return Blocked.failed("nothing more was deleted: " + e.getMessage(),
          "See who runs the migration with `migrator status`, then restart.");
    }
  }

  private StageOutcome act(MigrationPlan plan, FileSystem source) throws CopyStoppedException {
    guard.check();
    List<Finding> found = checks.look(plan, source);
    if (CheckDecommission.verdict(found) instanceof Blocked refusal) {
      return refusal;
    }
    switch (source.state()) {
      case AVAILABLE, ERROR -> {}
      case CREATING, UPDATING, UNKNOWN, DELETING, DELETED -> {
        return new Waiting("the source " + source.id() + " is " + source.state(), POLL);
      }
    }
    List<MountTarget> left = fileSystems.mountTargets(source.id()).stream()
        .filter(mountTarget -> mountTarget.state() != LifeCycleState.DELETED).toList();
    for (MountTarget mountTarget : left) {
      if (!mountTarget.fileSystem().equals(source.id())) {
        return Blocked.refused("EFS names " + mountTarget + " among those of " + source.id(),
            "Nothing was deleted. Look at the mount targets in the console.");
      }
    }
    return switch (part) {
      case MOUNT_TARGETS -> left.isEmpty()
          ? new Completed(source.id() + " has no mount target left")
          : deleteMountTargets(plan, source.id(), left);
      case FILE_SYSTEM -> left.isEmpty()
          ? deleteFileSystem(plan, source.id())
          : Blocked.failed("there is " + left.getFirst() + " again",
              "Find out who made it, then restart; the mount targets are deleted once more.");
    };
  }

  private StageOutcome deleteMountTargets(MigrationPlan plan, FileSystemId source,
      List<MountTarget> left) throws CopyStoppedException {
    begin(plan, source);
    for (MountTarget mountTarget : left) {
      switch (mountTarget.state()) {
        case DELETING, DELETED -> {}
        case CREATING, AVAILABLE, UPDATING, ERROR, UNKNOWN -> {
          guard.check();
          removal.deleteMountTarget(mountTarget.id());
        }
      }
    }
    return new Waiting(left.size() + " mount targets of " + source + " are being deleted", POLL);
  }

  private StageOutcome deleteFileSystem(MigrationPlan plan, FileSystemId source)
      throws CopyStoppedException {
    begin(plan, source);
    guard.check();
    removal.deleteFileSystem(source);
    return new Waiting(source + " is being deleted", POLL);
  }

  private void begin(MigrationPlan plan, FileSystemId source) throws CopyStoppedException {
    guard.check();
    record.begin(plan.id(), source, checks.order().actor(),
        checks.order().backup().map(Object::toString).orElseThrow());
  }
}
