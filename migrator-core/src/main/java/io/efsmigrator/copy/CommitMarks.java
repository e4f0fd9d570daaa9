package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import java.io.IOException;
import java.util.Set;

/**
 * Takes back the commit mark of files in the target, so that the next scan has them copied anew.
 *
 * <p>A verification may find other content behind the right size and time. A scan compares those and
 * would never see it. What is on disk decides, so it is the disk that is told: from then on the file
 * looks like one whose copy did not end, whatever becomes of this run. Safe for use by many threads.
 */
public final class CommitMarks {

  private static final int MAX_ATTEMPTS = 3;
  private static final int REQUESTS = 2;
  private static final Set<Errno> MOVED = Set.of(Errno.ESTALE, Errno.ENOENT, Errno.ENOTDIR,
      Errno.ELOOP);

  private final DirectoryTree target;
  private final CopyGuard guard;
  private final Pace pace;

  /** The marks in this tree, which it does not close. */
  public CommitMarks(DirectoryTree target, CopyGuard guard, Pace pace) {
    this.target = target;
    this.guard = guard;
    this.pace = pace;
  }

  /**
   * Takes back the mark of one file; twice is harmless before it is copied. Durable with the next
   * {@code syncfs} of the target.
   *
   * @return false if there is no file of that name: a scan sees that by itself
   * @throws TargetFailedException if it cannot be marked: nothing else would have it copied
   * @throws io.efsmigrator.manifest.CopyStoppedException if the guard forbids to write
   */
  public boolean takeBack(RelativePath path) throws IOException {
    for (int attempt = 1;; attempt++) {
      pace.requests(REQUESTS);
      try (DirectoryTree.Lease lease = target.directory(path.parent())) {
        Directory directory = lease.directory();
        if (directory.stat(path.name()).type() != FileType.FILE) {
          return false;
        }
        guard.check();
        directory.setTimes(path.name(), FileCopy.UNFINISHED);
        return true;
      } catch (PosixException e) {
        boolean moved = MOVED.contains(e.errno());
        if (moved && attempt < MAX_ATTEMPTS) {
          target.invalidate(path.parent());
        } else if (moved && !e.errno().equals(Errno.ESTALE)) {
          return false;
        } else {
          throw failed(path, e);
        }
      }
    }
  }

  private static TargetFailedException failed(RelativePath path, PosixException e) {
    return TargetFailedException.isMeantBy(e)
        ? TargetFailedException.of(e)
        : new TargetFailedException("The target file " + path
            + " has other content and cannot be marked to be copied again: " + e.getMessage() + ".",
            "Take away what protects it (owner, attributes) or delete it, then restart.", e);
  }
}
