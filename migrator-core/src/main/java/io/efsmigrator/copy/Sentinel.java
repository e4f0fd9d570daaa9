package io.efsmigrator.copy;

/**
 * Whose target this is, as the file {@code .efs-migrator} in its root says.
 *
 * @param migration the migration's id
 * @param source the id of the file system (or directory) that data comes from
 * @param target the id of the one it goes to
 */
public record Sentinel(String migration, String source, String target) {

  /** The name of the file; left out of every scan, in the root only. */
  public static final String NAME = ".efs-migrator";
}
