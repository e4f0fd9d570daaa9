package io.efsmigrator.scan;

import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One directory of a batch: what was listed on both sides, and what its entries came to.
 *
 * <p>Filled by the listing, then by the slices of its entries one after the other in the thread that
 * runs the batch.
 */
final class DirectoryScan {

  final FrontierDirectory directory;
  final NameTable sourceNames = new NameTable();
  /** Which of the source's names the target has, too, by their index. */
  final BitSet inTarget = new BitSet();
  /** Names that only the target has. */
  final NameTable extraNames = new NameTable();
  final List<Problem> problems = new ArrayList<>();
  /** Entries that wait for their turn in the manifest. */
  final Deque<ManifestEntry> pending = new ArrayDeque<>();
  /** What the source's directory is; null if it could not be listed completely. */
  @Nullable
  Stat source;
  @Nullable
  Stat target;
  /** How the directory's own extended attributes compare. */
  XattrComparison xattrs = XattrComparison.NOTHING;
  /** Whether something in the target's directory will change, and its times with it. */
  boolean changes;
  /** Whether that is possible: names that share an inode are judged after the crawl. */
  boolean mayChange;
  private int sliced;
  private volatile boolean handsOnNothing;

  DirectoryScan(FrontierDirectory directory) {
    this.directory = directory;
  }

  RelativePath path() {
    return directory.path();
  }

  /** Whether the target's was made when it was listed, now or by a batch that was not committed. */
  boolean isNewInTarget() {
    return source != null && directory.presence() == FrontierDirectory.Presence.NEW_IN_TARGET;
  }

  boolean isTargetOnly() {
    return directory.presence() == FrontierDirectory.Presence.TARGET_ONLY;
  }

  /** Whether what is created in the target's directory would get an ACL from it. */
  boolean handsOnAcl() {
    return !handsOnNothing && xattrs.handsOnAcl();
  }

  /** Its default ACL has been taken away. */
  void handsOnNothing() {
    handsOnNothing = true;
  }

  /** How many entries there are to look at. */
  int size() {
    return sourceNames.size() + extraNames.size();
  }

  /** The next entries for one thread; null if there are no more. */
  @Nullable
  Slice nextSlice() {
    if (sliced == size()) {
      return null;
    }
    int from = sliced;
    sliced = Math.min(from + Slice.MAX_ENTRIES, size());
    return new Slice(this, from, sliced);
  }
}
