package io.efsmigrator.scan;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.posix.XattrName;
import java.io.IOException;

/**
 * Takes the default ACL of a target directory away before anything is created in it: the kernel would
 * hand it on, to new directories whole, and give people rights that the source does not give them.
 *
 * <p>The directory gets the one of the source when it is finished, as every directory does in which
 * something changes. After a crash in between it differs from the source and is found by that.
 */
final class DefaultAcls {

  private final Access access;
  private final CopyGuard guard;

  DefaultAcls(Access access, CopyGuard guard) {
    this.access = access;
    this.guard = guard;
  }

  /**
   * Removes it if there is one. Whoever may not goes on all the same: what is handed on then is removed
   * from each entry when that gets its attributes.
   */
  void removeFrom(DirectoryScan scan) throws IOException {
    if (scan.handsOnAcl()) {
      access.target(scan.path(), directory -> {
        guard.check();
        directory.xattrs().remove(XattrName.DEFAULT_ACL);
      });
      scan.handsOnNothing();
    }
  }
}
