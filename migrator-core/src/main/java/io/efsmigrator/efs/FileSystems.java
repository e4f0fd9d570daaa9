package io.efsmigrator.efs;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file systems of one account in one Region.
 *
 * <p>Every method is one question or one order, none waits for a state, and every failure is an
 * {@link EfsException}. Orders may take effect although their answer was lost: look before acting
 * again. Deleting is not among them; it belongs to a port of its own.
 */
public interface FileSystems {

  /** The file system of that id, unless there is none (any more). */
  Optional<FileSystem> find(FileSystemId id);

  /** The file system that this token once made, unless there is none (any more). */
  Optional<FileSystem> find(CreationToken token);

  /**
   * Orders a file system; it is not available yet when this returns.
   *
   * @throws EfsException of kind ALREADY_EXISTS if the token has made one before: find it by token
   */
  FileSystem create(NewFileSystem order);

  /**
   * Changes the throughput of a file system; it is {@code updating} for a while.
   *
   * @throws EfsException of kind TOO_EARLY within 24 hours of the last change, with the time from
   *     which it is allowed if EFS said so
   */
  FileSystem setThroughput(FileSystemId id, Throughput throughput);

  /** All mount targets of a file system, in every state. */
  List<MountTarget> mountTargets(FileSystemId fileSystem);

  /** The security groups of one mount target; a question apart, as in the API. */
  Set<SecurityGroupId> securityGroups(MountTargetId mountTarget);

  /**
   * Orders a mount target; it is not available yet when this returns.
   *
   * @throws EfsException of kind ALREADY_EXISTS if the zone of the subnet has one already
   */
  MountTarget createMountTarget(NewMountTarget order);
}
