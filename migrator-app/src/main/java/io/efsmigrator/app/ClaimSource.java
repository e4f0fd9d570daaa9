package io.efsmigrator.app;

import io.efsmigrator.copy.RootRefusedException;
import io.efsmigrator.copy.Sentinel;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.TargetMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Marks the source as what is copied to on the way back. The sentinel has both ids the other way
 * round, so that a run in the first direction finds it and refuses.
 */
final class ClaimSource implements TargetMark {

  private final ClaimTarget claim;

  ClaimSource(ClaimTarget claim) {
    this.claim = claim;
  }

  @Override
  public Optional<String> claim(MigrationPlan plan, FileSystemId target) {
    try {
      // The source is no empty directory, and known by its mount.
      claim.claim(plan.targetRoot(), plan.sourceRoot(), new Sentinel(plan.id().toString(),
          target.toString(), plan.id().source().toString()), true);
      return Optional.empty();
    } catch (RootRefusedException e) {
      return Optional.of(e.what() + " " + e.remedy());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
