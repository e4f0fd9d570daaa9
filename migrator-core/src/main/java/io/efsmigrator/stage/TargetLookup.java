package io.efsmigrator.stage;

import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import java.util.Optional;

/**
 * Finds the target of a migration: the one it adopts by id, or the one it has made, by its token.
 * Neither needs a memory.
 */
final class TargetLookup {

  private final FileSystems fileSystems;

  TargetLookup(FileSystems fileSystems) {
    this.fileSystems = fileSystems;
  }

  Optional<FileSystem> find(MigrationPlan plan) {
    // EFS goes on describing a deleted file system for a while; its token is free again.
    return plan.target().origin().existing().map(fileSystems::find)
        .orElseGet(() -> fileSystems.find(plan.id().creationToken()))
        .filter(fileSystem -> fileSystem.state() != LifeCycleState.DELETED);
  }

  /** What a stage after createFileSystem answers when there is none. */
  static StageOutcome missing(MigrationPlan plan) {
    return Blocked.failed("the target file system of migration " + plan.id() + " is gone",
        "Find out who deleted it; then abandon this migration and launch one with another name.");
  }
}
