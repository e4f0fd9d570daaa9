package io.efsmigrator.efs;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What hangs on a file system besides its data, and is not part of a copy of it.
 *
 * <p>Every method is one question or one order, none waits, every failure is an
 * {@link EfsException}. Orders replace what is there, so repeating one changes nothing; whoever gave
 * one reads back what came of it.
 */
public interface FileSystemSettings {

  /** The rules by which its files move between storage classes; empty if none do. */
  Set<LifecycleRule> lifecycle(FileSystemId fileSystem);

  /** Replaces all of those rules; at most one of each transition. */
  void setLifecycle(FileSystemId fileSystem, Set<LifecycleRule> rules);

  /** Whether it is backed up by itself; DISABLED where nobody ever said. */
  BackupPolicy backupPolicy(FileSystemId fileSystem);

  /** Orders backups; the policy is ENABLING for a while. */
  void enableBackup(FileSystemId fileSystem);

  /** Its policy, unless it has none, which lets everybody in who can reach a mount target. */
  Optional<FileSystemPolicy> policy(FileSystemId fileSystem);

  /**
   * Replaces its policy. EFS's own check that the caller does not lock himself out stays on.
   *
   * @throws EfsException of kind BAD_REQUEST if EFS refuses the policy, also because of that check
   */
  void setPolicy(FileSystemId fileSystem, FileSystemPolicy policy);

  /** Adds those tags, replacing the values of keys that are there already. */
  void tag(FileSystemId fileSystem, Map<String, String> tags);
}
