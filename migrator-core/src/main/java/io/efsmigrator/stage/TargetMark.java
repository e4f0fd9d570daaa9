package io.efsmigrator.stage;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationPlan;
import java.util.Optional;

/** The mark in the root of a target that says whose it is and which way data flows. */
@FunctionalInterface
public interface TargetMark {

  /**
   * Marks the target as this migration's, or finds it marked so.
   *
   * @return why it cannot be claimed, if so: another migration's mark, or files of somebody else
   */
  Optional<String> claim(MigrationPlan plan, FileSystemId target);
}
