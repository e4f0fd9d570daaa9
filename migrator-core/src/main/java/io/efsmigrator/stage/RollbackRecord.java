package io.efsmigrator.stage;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import java.util.Optional;

/** What the history knows that a rollback depends on, and what a rollback notes there. */
public interface RollbackRecord {

  /** Whether anything may be on the target only, so that it has to be brought back first. */
  enum Reverse {
    /** The Primary uses the target: what was written there since the switch is there only. */
    NEEDED,
    /**
     * A node was told to use the target and none does: whether it ever did cannot be told. Both trees
     * are compared with the writers paused, and nothing is copied.
     */
    COMPARED,
    /** No node was ever told to: the target has nothing that the source has not. */
    NEEDLESS
  }

  /** How far a rollback has ever got. */
  enum Progress {
    NOT_PROVED,
    /** There was a proof, stale by now or not. */
    PROVED,
    /** The Primary was seen on the source, at work. */
    RETURNED
  }

  /**
   * A rollback that has begun. From here on the migration goes in no other direction.
   *
   * @param target the file system that the cluster leaves
   * @param actor who confirmed it
   */
  record Begun(Reverse reverse, FileSystemId target, String actor) {}

  /** The rollback of that migration, if one has begun. */
  Optional<Begun> begun(MigrationId migration);

  /** Notes that it begins. Durable when it returns; noting it again changes nothing. */
  void begin(MigrationId migration, Begun begun);

  /**
   * The evidence, in one line, that the last reverse pass was proved: with the writers paused, a
   * comparison of both trees found nothing, and no pass was begun since. Without it no node goes back.
   */
  Optional<String> reverseProof(MigrationId migration);

  /** How far it ever got, whatever was begun anew since. */
  Progress farthest(MigrationId migration);

  /** The file system that the data was copied to, as noted when it was mounted and marked. */
  Optional<FileSystemId> target(MigrationId migration);

  /** Whether a node was ever told to use another file system, whatever came of it. */
  boolean everSwitched(MigrationId migration);

  /** Whether the deletion of the source was ever begun. */
  boolean deletionBegun(MigrationId migration);
}
