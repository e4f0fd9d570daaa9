package io.efsmigrator.copy;

import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.MountInfo;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a directory may be copied to another one at all.
 *
 * <p>Compared by device and inode, all the way up, and by what the kernel says is mounted where, not
 * by text: a link, a bind mount or a second mount of the same export may lead to the same place under
 * another name.
 */
public final class RootChecks {

  private static final String NO_READDIRPLUS = "nordirplus";

  private RootChecks() {}

  /**
   * Returns if both are directories, neither is the other or lies in it, and listing them tells what
   * they are now.
   */
  public static void check(Path source, Path target) throws IOException {
    Path realSource = directory(source, "source");
    Path realTarget = directory(target, "target");
    Stat sourceStat = stat(realSource);
    Stat targetStat = stat(realTarget);
    if (sourceStat.sameInode(targetStat)) {
      throw new RootRefusedException("Source and target are the same directory: " + realSource,
          "Name two different directories.");
    }
    MountInfo mounts = MountInfo.read();
    askServers(realSource, mounts);
    askServers(realTarget, mounts);
    Optional<MountedPlace> sourcePlace = MountedPlace.of(realSource, mounts);
    Optional<MountedPlace> targetPlace = MountedPlace.of(realTarget, mounts);
    if (isAbove(sourceStat, realTarget) || holds(sourcePlace, targetPlace)) {
      throw new RootRefusedException(
          "The target " + realTarget + " lies inside the source " + realSource,
          "Name a target outside the source; a copy into itself never ends.");
    }
    if (isAbove(targetStat, realSource) || holds(targetPlace, sourcePlace)) {
      throw new RootRefusedException(
          "The source " + realSource + " lies inside the target " + realTarget,
          "Name a target outside the source; the copy would delete its own source.");
    }
  }

  private static Path directory(Path root, String side) throws IOException {
    // Opened, not looked at by its path: only so it is seen to hang if its mount does.
    try (Directory _ = Directory.open(root)) {
      return root.toRealPath();
    } catch (PosixException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        throw new RootRefusedException("The " + side + " does not exist: " + root,
            "Create or mount it first.");
      }
      if (e.errno().equals(Errno.ENOTDIR)) {
        throw new RootRefusedException("The " + side + " is not a directory: " + root,
            "Name a directory.");
      }
      throw e;
    }
  }

  /** Without READDIRPLUS a listing brings no attributes, and the client answers from memory. */
  static void askServers(Path root, MountInfo mounts) throws RootRefusedException {
    if (mounts.covering(root).filter(mount -> mount.options().contains(NO_READDIRPLUS))
        .isPresent()) {
      throw new RootRefusedException(root + " is mounted with the option " + NO_READDIRPLUS
          + ": what others changed within the last minute would be missed",
          "Mount it without that option, then start again.");
    }
  }

  private static boolean isAbove(Stat ancestor, Path real) throws IOException {
    Path at = real.getParent();
    while (at != null) {
      if (stat(at).sameInode(ancestor)) {
        return true;
      }
      at = at.getParent();
    }
    return false;
  }

  private static boolean holds(Optional<MountedPlace> outer, Optional<MountedPlace> inner) {
    return outer.isPresent() && inner.filter(outer.get()::holds).isPresent();
  }

  private static Stat stat(Path path) throws PosixException {
    try (Directory directory = Directory.open(path)) {
      return directory.stat();
    }
  }
}
