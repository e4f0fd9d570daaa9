package io.efsmigrator.efs;

/**
 * The only way to take a file system away, and a port of its own so that nothing else can.
 *
 * <p>An adapter is made for one file system, the source of one migration, and refuses every other
 * id by itself. Both orders may take effect although their answer was lost, and neither waits: look
 * before acting again.
 */
public interface SourceRemoval {

  /**
   * Orders the end of a mount target. EFS breaks mounts that use it, and what their clients have not
   * written yet is lost.
   *
   * @throws EfsException of kind BAD_REQUEST if it belongs to another file system
   */
  void deleteMountTarget(MountTargetId mountTarget);

  /**
   * Orders the end of a file system and of everything in it. It is {@code deleting} for a while.
   *
   * @throws EfsException of kind WRONG_STATE while EFS still counts a mount target (right after the
   *     last one has gone that is normal), of kind BAD_REQUEST if it is another file system
   */
  void deleteFileSystem(FileSystemId fileSystem);
}
