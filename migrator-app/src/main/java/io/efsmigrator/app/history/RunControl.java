package io.efsmigrator.app.history;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.Obligation;
import java.util.Map;

/** What another terminal may ask of the process that runs a migration. */
public interface RunControl {

  /** Asks the run to stop at the next chunk; returns at once. Asking twice is asking once. */
  void stop();

  /** Records a person's yes at a gate. */
  void approve(String migrationId, String gate, String actor, String comment);

  /**
   * Changes limits of a run while it goes on: by the word of each, a number, {@code none}, or an empty
   * text to go back to what its file or options say.
   */
  void throttle(String migrationId, Map<String, String> limits, String actor);

  /** Notes an obligation, in place of the open one of the same file system. */
  void owe(MigrationId migration, Obligation obligation);

  /** Notes that the open obligation of that file system is met. */
  void met(MigrationId migration, FileSystemId fileSystem);
}
