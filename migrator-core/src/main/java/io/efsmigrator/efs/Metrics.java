package io.efsmigrator.efs;

/** What is measured about file systems. Only reads. */
@FunctionalInterface
public interface Metrics {

  /**
   * How that file system was used in the last {@link FileSystemLoad#WINDOW}. Of one that does not
   * exist nothing was recorded, so nothing is known; that is no error.
   *
   * @throws EfsException if the metrics cannot be asked
   */
  FileSystemLoad load(FileSystemId id);
}
