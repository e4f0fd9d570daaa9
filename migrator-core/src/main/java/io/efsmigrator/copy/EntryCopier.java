package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.posix.DirectoryTree;
import java.io.IOException;

/** Copies one entry. */
public final class EntryCopier {

  public EntryCopier(DirectoryTree source, DirectoryTree target, DeletePolicy deletes,
      CopyGuard guard) {}

  /**
   * Does what the entry says and tells what became of it. May be called by many threads.
   *
   * @throws io.efsmigrator.manifest.TreeFailedException if no further entry is worth trying
   * @throws io.efsmigrator.manifest.CopyStoppedException if the guard forbids to write
   */
  public LedgerEntry copy(ManifestEntry entry) throws IOException {
    if (entry.path().isRoot()) {
      throw new IllegalArgumentException("the root is no entry");
    }
    return new LedgerEntry(entry.path(), entry.kind(), Outcome.FAILED, 0, null,
        entry.metadata().ctime(), entry.metadata().inode(), null, 1, "not built yet");
  }
}
