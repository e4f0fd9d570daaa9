package io.efsmigrator.copy;

import io.efsmigrator.posix.MountInfo;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a directory lies in its file system, whatever mount leads to it.
 *
 * <p>Above the root of a mount there is its mount point, not the directory that really holds it. So
 * going up does not show that a bind mount leads into another tree; the kernel's list of mounts does.
 *
 * @param device numbers of the file system's device
 * @param path from the root of that file system, as text and with a slash behind each name: what is
 *     mounted need not have a name that is a path in this locale
 */
record MountedPlace(String device, String path) {

  /** The place of a directory, named without links; empty where the kernel's list does not tell it. */
  static Optional<MountedPlace> of(Path real, MountInfo mounts) {
    return mounts.covering(real).map(mount -> new MountedPlace(mount.device(),
        folder(mount.root())
            + folder(real.toString()).substring(folder(mount.mountPoint()).length())));
  }

  /** Whether the other directory is this one or lies in it. */
  boolean holds(MountedPlace other) {
    return device.equals(other.device) && other.path.startsWith(path);
  }

  private static String folder(String path) {
    return path.endsWith("/") ? path : path + "/";
  }
}
