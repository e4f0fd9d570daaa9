package io.efsmigrator.stage;

import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.FileSystemId;
import java.nio.file.Path;

/** The mounts of the copy host. Copying into an empty mount point would fill its root disk. */
public interface Mounts {

  /** What is at that path now. */
  MountState look(Path path, FileSystemId expected);

  /**
   * Mounts a file system there, making the directory if it is missing.
   *
   * @throws MountFailed with the reason, in words for the operator
   */
  void mount(FileSystemId fileSystem, DnsName dnsName, Path path);

  /** What can be at a path. */
  sealed interface MountState {

    /** A mount of the expected file system. */
    record Expected() implements MountState {}

    /** No mount; the path may be an empty directory or not there at all. */
    record Nothing() implements MountState {}

    /** Something else: another file system, or a directory with files of its own. */
    record Other(String what) implements MountState {}
  }

  /** A mount that did not come about. */
  final class MountFailed extends RuntimeException {
    public MountFailed(String message) {
      super(message);
    }

    public MountFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
