package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Mounts the target on the copy host and marks it as this migration's.
 *
 * <p>A path counts only if it was seen to be a mount of the file system it should be: a copy into an
 * empty mount point fills the root disk, one into another file system destroys it. After a crash
 * what is mounted is found mounted, and a mark that is ours is kept.
 */
public final class MountFileSystems implements Stage {

  private final Nodes nodes;
  private final Mounts mounts;
  private final TargetLookup targets;
  private final TargetMark mark;

  public MountFileSystems(Nodes nodes, Mounts mounts, FileSystems fileSystems, TargetMark mark) {
    this.nodes = nodes;
    this.mounts = mounts;
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
      Optional<StageOutcome> refusal = refuseBackup(plan)
          .or(() -> mounted(plan.sourceRoot(), plan.id().source()));
      if (refusal.isPresent()) {
        return refusal.get();
      }
      return mountAndMark(plan, target.get().id());
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    } catch (Mounts.MountFailed e) {
      return Blocked.failed("the target could not be mounted: " + e.getMessage(),
          "Mount it by hand or put right what mount reports, then restart.");
    }
  }

  /** Preflight asked too, but that may be days ago on a migration that is restarted here. */
  private Optional<StageOutcome> refuseBackup(MigrationPlan plan) {
    if (plan.copyHost().isEmpty()) {
      return Optional.empty();
    }
    NodeName host = plan.copyHost().get();
    return nodes.role(host) == NodeRole.PRIMARY
        ? Optional.empty()
        : Optional.of(Blocked.refused("the copy host, node " + host + ", is not the Primary",
            "Run the migration on the Primary or on an instance beside the nodes."));
  }

  private StageOutcome mountAndMark(MigrationPlan plan, FileSystemId target) {
    switch (mounts.look(plan.targetRoot(), target)) {
      case Mounts.MountState.Expected() -> {}
      case Mounts.MountState.Nothing() -> mounts.mount(target, target.dnsName(plan.region()),
          plan.targetRoot());
      case Mounts.MountState.Other(var what) -> {
        return wrong(plan.targetRoot(), target, "it is " + what);
      }
    }
    return mounted(plan.targetRoot(), target).or(() -> claimed(plan, target))
        .orElseGet(() -> new Completed(target + " is mounted at " + plan.targetRoot()
            + " and marked as the target of " + plan.id()));
  }

  private Optional<StageOutcome> claimed(MigrationPlan plan, FileSystemId target) {
    return mark.claim(plan, target).map(why -> Blocked.refused(
        plan.targetRoot() + " cannot be this migration's target: " + why,
        "Empty it by hand if nothing in it is needed, or launch with another name."));
  }

  private Optional<StageOutcome> mounted(Path path, FileSystemId expected) {
    return switch (mounts.look(path, expected)) {
      case Mounts.MountState.Expected() -> Optional.empty();
      case Mounts.MountState.Nothing() -> Optional
          .of(wrong(path, expected, "nothing is mounted there"));
      case Mounts.MountState.Other(var what) -> Optional.of(wrong(path, expected, "it is " + what));
    };
  }

  private static StageOutcome wrong(Path path, FileSystemId expected, String what) {
    return Blocked.refused(path + " is not a mount of " + expected + ": " + what,
        "Mount " + expected + " there, or correct the path in the migration file; then restart.");
  }
}
