package io.efsmigrator.manifest;

import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.RelativePath;

/** Names in a root that are ours: no scan sees them, on either side. */
public final class ReservedNames {

  /** Says whose target it is. */
  public static final Name SENTINEL = Name.of(".efs-migrator");

  /** The same, while it is being written. */
  public static final Name SENTINEL_BESIDE = Name.of(".efs-migrator.new");

  private ReservedNames() {}

  /** Whether an entry of a directory is ours; deeper down the same name is anybody's. */
  public static boolean contains(RelativePath directory, Name name) {
    return directory.isRoot() && (name.equals(SENTINEL) || name.equals(SENTINEL_BESIDE));
  }
}
