package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeleteFuseException;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Removal;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes away what is in the way of an entry in the target: something of another type, or a file that
 * has further names and would change under all of them.
 *
 * <p>A directory with content goes only if the pass may delete. The scan has counted what is below it
 * and compared that with the fuse; counted again here, so that content which came later is not
 * taken away unseen.
 */
final class TargetRoom {

  private final Removal removal;
  private final Removal treeRemoval;
  private final DeletePolicy deletes;
  private final AtomicLong removedBelow = new AtomicLong();

  TargetRoom(DeletePolicy deletes, CopyGuard guard) {
    this.deletes = deletes;
    this.removal = new Removal(guard::check);
    this.treeRemoval = new Removal(() -> {
      guard.check();
      countAgainstFuse();
    });
  }

  /** Removes what bears this name, or throws why it must stay. */
  void make(Directory directory, Name name) throws IOException {
    try {
      removal.entry(directory, name);
    } catch (PosixException e) {
      boolean hasContent = e.errno().equals(Errno.ENOTEMPTY) || e.errno().equals(Errno.EEXIST);
      if (!hasContent || deletes instanceof DeletePolicy.Keep) {
        throw e;
      }
      // The entry itself is replaced, not deleted.
      removedBelow.decrementAndGet();
      treeRemoval.tree(directory, name);
    }
  }

  private void countAgainstFuse() throws DeleteFuseException {
    long removed = removedBelow.incrementAndGet();
    if (deletes instanceof DeletePolicy.Delete(long maxDelete) && removed > maxDelete) {
      throw new DeleteFuseException(removed, maxDelete);
    }
  }
}
