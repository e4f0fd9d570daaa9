package io.efsmigrator.manifest;

import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Space;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The target tree cannot be used any more. */
public final class TargetFailedException extends TreeFailedException {

  private static final String REMOUNT = "Mount the target again, check that it is the right file"
      + " system, then restart.";

  /** Errors that the next entry would meet as well. */
  private static final Map<Errno, String> REMEDIES = Map.of(
      Errno.ENOSPC, "Make room in the target, then restart.",
      Errno.EDQUOT, "Raise the quota of the target, then restart.",
      Errno.EROFS, "Mount the target for writing, then restart.",
      Errno.EIO, "The target reports I/O errors: look at the system log, then restart.",
      Errno.ESTALE, REMOUNT,
      Errno.ENOTCONN, REMOUNT,
      Errno.ENODEV, REMOUNT,
      Errno.ETIMEDOUT, REMOUNT,
      Errno.EMFILE, LOCAL_LIMIT,
      Errno.ENFILE, LOCAL_LIMIT);

  /** Calls that need a new inode, or a name, which some file systems count with the inodes. */
  private static final Set<String> CREATIONS = Set.of("openat", "mkdirat", "symlinkat", "mknodat",
      "linkat");

  public TargetFailedException(String what, String remedy, @Nullable Throwable cause) {
    super(what, remedy, cause);
  }

  /** Whether an error of one entry means that the whole target fails. */
  public static boolean isMeantBy(PosixException e) {
    return REMEDIES.containsKey(e.errno());
  }

  /** The failure that this error of one entry means. */
  public static TargetFailedException of(PosixException e) {
    String remedy = REMEDIES.getOrDefault(e.errno(), "Look at the system log, then restart.");
    return new TargetFailedException("The target failed: " + e.getMessage(), remedy, e);
  }

  /**
   * The failure that this error of one entry means, seen in that tree: "no space left" is also said
   * where there is room for bytes but not for one more file.
   */
  public static TargetFailedException of(PosixException e, Directory root) {
    return e.errno().equals(Errno.ENOSPC) && CREATIONS.contains(e.call()) && lacksInodes(root)
        ? new TargetFailedException("The target has no free inodes: " + e.getMessage(),
            "Give the target more inodes, or delete files there, then restart.", e)
        : of(e);
  }

  private static boolean lacksInodes(Directory root) {
    try {
      Space space = root.space();
      // Zero in all: they are not counted.
      return space.totalInodes() > 0 && space.freeInodes() == 0;
    } catch (PosixException e) {
      return false;
    }
  }
}
