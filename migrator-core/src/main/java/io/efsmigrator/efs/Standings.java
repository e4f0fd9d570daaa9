package io.efsmigrator.efs;

/** The standing of file systems. Only reads. */
@FunctionalInterface
public interface Standings {

  /**
   * The standing of one file system.
   *
   * @throws EfsException of kind NOT_FOUND if there is none of that id, ACCESS_DENIED if one of the
   *     questions is not allowed
   */
  Standing of(FileSystemId id);
}
