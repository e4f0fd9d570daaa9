package io.efsmigrator.scan;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Removal;
import java.io.IOException;

/** Creates directories that the target lacks, closed to everybody else until they are finished. */
final class DirectoryMaker {

  /** A directory is nobody else's business until its own mode is set at the end. */
  private static final int UNFINISHED_MODE = 0700;

  /** What was there before. */
  enum Before {
    NOTHING,
    /** From a batch that was not committed, or somebody else's; it may have content. */
    A_DIRECTORY
  }

  private final CopyGuard guard;
  private final Removal removal;

  DirectoryMaker(CopyGuard guard) {
    this.guard = guard;
    this.removal = new Removal(guard::check);
  }

  /** Makes sure that there is a directory with this name; what is none is replaced. */
  Before make(Directory parent, Name name) throws IOException {
    guard.check();
    try {
      parent.makeDirectory(name, UNFINISHED_MODE);
      return Before.NOTHING;
    } catch (PosixException e) {
      if (e.errno().equals(Errno.EACCES)) {
        // Its owner made it read-only; its own mode is set again at the end.
        parent.setMode(parent.stat().mode() | UNFINISHED_MODE);
      } else if (!e.errno().equals(Errno.EEXIST)) {
        throw e;
      } else if (parent.stat(name).type() == FileType.DIRECTORY) {
        return Before.A_DIRECTORY;
      } else {
        removal.entry(parent, name);
      }
    }
    guard.check();
    parent.makeDirectory(name, UNFINISHED_MODE);
    return Before.NOTHING;
  }
}
