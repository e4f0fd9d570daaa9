package io.efsmigrator.scan;

import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  final NameTable targetNames = new NameTable();
  /** Names that only the target has. */
  final List<Integer> extraNames = new ArrayList<>();
  final List<Problem> problems = new ArrayList<>();
  /** Entries that wait for their turn in the manifest. */
  final Deque<ManifestEntry> pending = new ArrayDeque<>();
  /** What the source's directory is; null if it could not be listed completely. */
  @Nullable
  Stat source;
  @Nullable
  Stat target;
  /** Whether something in the target's directory will change, and its times with it. */
  boolean changes;
  /** Whether that is possible: names that share an inode are judged after the crawl. */
  boolean mayChange;

  DirectoryScan(FrontierDirectory directory) {
    this.directory = directory;
  }

  RelativePath path() {
    return directory.path();
  }

  boolean isTargetOnly() {
    return directory.presence() == FrontierDirectory.Presence.TARGET_ONLY;
  }

  /** How many entries there are to look at. */
  int size() {
    return sourceNames.size() + extraNames.size();
  }
}
