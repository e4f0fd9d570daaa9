package io.efsmigrator.app;

import io.efsmigrator.app.state.Migrations;
import io.efsmigrator.copy.RootChecks;
import io.efsmigrator.copy.RootRefusedException;
import io.efsmigrator.copy.Sentinel;
import io.efsmigrator.copy.TargetHistory;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.stage.TargetMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Marks a target with the sentinel of its migration, and remembers that it did. */
final class ClaimTarget implements TargetMark {

  private final Migrations migrations;
  private final CopyGuard guard;

  ClaimTarget(Migrations migrations, CopyGuard guard) {
    this.migrations = migrations;
    this.guard = guard;
  }

  @Override
  public Optional<String> claim(MigrationPlan plan, FileSystemId target) {
    String migration = plan.id().toString();
    boolean known = migrations.targetIdentity(migration).filter(target.toString()::equals)
        .isPresent();
    try {
      claim(plan.sourceRoot(), plan.targetRoot(),
          new Sentinel(migration, plan.id().source().toString(), target.toString()), known);
      migrations.targetIdentity(migration, target.toString());
      return Optional.empty();
    } catch (RootRefusedException e) {
      return Optional.of(e.what() + " " + e.remedy());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks that one may be copied to the other, and marks the target. */
  void claim(Path source, Path target, Sentinel sentinel, boolean known) throws IOException {
    RootChecks.check(source, target);
    try (Directory sourceRoot = Directory.open(source);
        Directory targetRoot = Directory.open(target)) {
      sentinel.claim(sourceRoot, targetRoot,
          known ? TargetHistory.OURS : TargetHistory.UNKNOWN, guard);
    }
  }
}
