package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.Optional;

/**
 * Mounts the target on the copy host and marks it as this migration's.
 *
 * <p>A path counts only if it was seen to be a mount of the file system it should be: a copy into an
 * empty mount point fills the root disk, one into another file system destroys it. After a crash
 * what is mounted is found mounted, and a mark that is ours is kept.
 */
public final class MountFileSystems implements Stage {

  private final MountPoints points;
  private final TargetLookup targets;
  private final TargetMark mark;

  public MountFileSystems(Nodes nodes, Mounts mounts, FileSystems fileSystems, TargetMark mark) {
    this.points = new MountPoints(nodes, mounts);
    this.targets = new TargetLookup(fileSystems);
    this.mark = mark;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<FileSystem> target = targets.find(plan);
      if (target.isEmpty()) {
        return TargetLookup.missing(plan);
      }
      Optional<StageOutcome> refusal = points.refuseBackup(plan)
          .or(() -> points.mounted(plan.sourceRoot(), plan.id().source()));
      if (refusal.isPresent()) {
        return refusal.get();
      }
      return mountAndMark(plan, target.get().id());
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    } catch (Mounts.MountFailed e) {
      return MountPoints.failed(e);
    }
  }

  private StageOutcome mountAndMark(MigrationPlan plan, FileSystemId target) {
    return points.mount(plan.targetRoot(), target, plan).or(() -> claimed(plan, target))
        .orElseGet(() -> new Completed(target + " is mounted at " + plan.targetRoot()
            + " and marked as the target of " + plan.id()));
  }

  private Optional<StageOutcome> claimed(MigrationPlan plan, FileSystemId target) {
    return mark.claim(plan, target).map(why -> Blocked.refused(
        plan.targetRoot() + " cannot be this migration's target: " + why,
        "Empty it by hand if nothing in it is needed, or launch with another name."));
  }
}
