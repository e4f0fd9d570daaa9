package io.efsmigrator.stage;

import io.efsmigrator.copy.RootChecks;
import io.efsmigrator.copy.RootRefusedException;
import io.efsmigrator.copy.Sentinel;
import io.efsmigrator.copy.TargetHistory;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.posix.Directory;
import java.io.IOException;
import java.util.Optional;

/**
 * Marks the target by the sentinel file in its root.
 *
 * <p>The file is renamed into place, so after a crash it is there whole or not at all; a second claim
 * of the same migration finds its own. A target this migration created is empty until then, so
 * content without a sentinel is always somebody else's.
 */
public final class SentinelMark implements TargetMark {

  private final CopyGuard guard;

  public SentinelMark(CopyGuard guard) {
    this.guard = guard;
  }

  @Override
  public Optional<String> claim(MigrationPlan plan, FileSystemId target) {
    Sentinel sentinel = new Sentinel(plan.id().toString(), plan.id().source().value(),
        target.value());
    try {
      RootChecks.check(plan.sourceRoot(), plan.targetRoot());
      try (Directory sourceRoot = Directory.open(plan.sourceRoot());
          Directory targetRoot = Directory.open(plan.targetRoot())) {
        sentinel.claim(sourceRoot, targetRoot, TargetHistory.UNKNOWN, guard);
      }
      return Optional.empty();
    } catch (RootRefusedException e) {
      return Optional.of(e.what());
    } catch (IOException e) {
      throw new Mounts.MountFailed(
          "its root " + plan.targetRoot() + " cannot be used: " + e.getMessage(), e);
    }
  }
}
