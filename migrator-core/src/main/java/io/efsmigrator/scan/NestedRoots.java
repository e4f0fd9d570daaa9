package io.efsmigrator.scan;

import io.efsmigrator.manifest.SourceFailedException;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.manifest.TreeFailedException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Ends a scan that meets the root of one tree inside the other.
 *
 * <p>Their paths need not show it: a bind mount, or a second mount of the same export, leads to a
 * directory under another name. The source would be copied into itself without end, or deleted as
 * something that only the target has.
 *
 * @param source the root of the source
 * @param target the root of the target
 */
record NestedRoots(Stat source, Stat target) {

  /** Looks at what both sides have at this path. */
  void check(RelativePath path, @Nullable Stat inSource, @Nullable Stat inTarget)
      throws TreeFailedException {
    if (inSource != null && inSource.sameInode(target)) {
      throw new SourceFailedException("The target is the directory " + path + " of the source.",
          "Name a target outside the source; a copy into itself never ends.", null);
    }
    if (inTarget != null && inTarget.sameInode(source)) {
      throw new TargetFailedException("The source is the directory " + path + " of the target.",
          "Name a target outside the source; the copy would delete its own source.", null);
    }
  }
}
