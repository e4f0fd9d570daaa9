package io.efsmigrator.stage;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import java.util.Optional;

/** What the history knows that the deletion of a source depends on. */
public interface DecommissionRecord {

  /** How a stage of the job {@code migrate} ended last, if that was well and nothing since. */
  Optional<String> completed(MigrationId migration, GuideStage stage);

  /** The file system that the data was copied to, as noted when it was mounted and marked. */
  Optional<FileSystemId> target(MigrationId migration);

  /** Whether a deletion of that file system was ever begun here. */
  boolean begun(MigrationId migration, FileSystemId source);

  /** Notes that the deletion begins. Durable when it returns; noting it again does no harm. */
  void begin(MigrationId migration, FileSystemId source, String actor, String evidence);
}
