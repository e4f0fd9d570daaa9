package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.posix.Directory;
import java.io.IOException;

/**
 * Lets the owner into a target directory whose mode keeps even its owner out.
 *
 * <p>Only root ignores modes. The scan has put every directory that may change on the list of those
 * whose mode is set at the end, so the wider mode does not stay.
 */
final class OwnerAccess {

  private static final int OWNER_ALL = 0700;

  private OwnerAccess() {}

  /** Widens the mode; answers whether that changed anything, so that a second try makes sense. */
  static boolean grant(Directory directory, CopyGuard guard) throws IOException {
    int mode = directory.stat().mode();
    if ((mode & OWNER_ALL) == OWNER_ALL) {
      return false;
    }
    guard.check();
    directory.setMode(mode | OWNER_ALL);
    return true;
  }
}
