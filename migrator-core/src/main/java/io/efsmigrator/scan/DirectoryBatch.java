package io.efsmigrator.scan;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.PoolBatch;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scans the next directories of the frontier on all threads and appends what they came to. */
final class DirectoryBatch {

  /** Two hundred thousand names; one directory that has more is a batch by itself. */
  private static final long NAMES_BYTES = 8 << 20;
  private static final int LISTED_AT_ONCE = 64;

  private final PassFiles files;
  private final ScanOptions options;
  private final DirectoryLister lister;
  private final EntryScanner entries;
  private final DefaultAcls defaultAcls;
  private final DirectoryTree target;
  private final PoolBatch pool;

  DirectoryBatch(PassFiles files, ScanOptions options, DirectoryTree source,
      DirectoryTree target, CopyGuard guard, Pace pace, PoolBatch pool) throws PosixException {
    this.files = files;
    this.options = options;
    this.target = target;
    this.pool = pool;
    Access access = new Access(source, target, pace);
    this.lister = new DirectoryLister(access, target, options, guard);
    this.defaultAcls = new DefaultAcls(access, guard);
    this.entries = new EntryScanner(access, options, defaultAcls,
        new NestedRoots(source.root().stat(), target.root().stat()));
  }

  /** Scans at most so many of the next directories; nothing is committed yet. */
  void run(int most) throws IOException {
    List<DirectoryScan> scans = list(most);
    SliceTurns turns = new SliceTurns(scans);
    List<Slice> portion = turns.next();
    while (!portion.isEmpty()) {
      pool.run(portion, entries::scan);
      for (Slice slice : portion) {
        absorb(slice);
      }
      emitInTurns(scans);
      portion = turns.next();
    }
    for (DirectoryScan scan : scans) {
      finish(scan);
    }
    // Also one that was there: made by a batch that was not committed, it may not be on disk yet.
    if (scans.stream().anyMatch(DirectoryScan::isNewInTarget)) {
      sync();
    }
  }

  private List<DirectoryScan> list(int most) throws IOException {
    List<DirectoryScan> scans = new ArrayList<>();
    long bytesLeft = NAMES_BYTES;
    boolean more = true;
    while (more && scans.size() < most) {
      List<FrontierDirectory> group = files.frontier()
          .take(Math.min(LISTED_AT_ONCE, most - scans.size()));
      @Nullable
      DirectoryScan[] listed = new DirectoryScan[group.size()];
      ListingRoom room = new ListingRoom(bytesLeft, listed.length, scans.isEmpty() ? 1 : 0);
      List<Integer> numbers = IntStream.range(0, listed.length).boxed().toList();
      pool.run(numbers, i -> listed[i] = lister.list(group.get(i), room.share(i)));
      for (int i = 0; i < room.fitting(); i++) {
        scans.add(Objects.requireNonNull(listed[i]));
      }
      for (FrontierDirectory givenUp : group.subList(room.fitting(), group.size())) {
        files.toList(givenUp);
      }
      bytesLeft -= room.total();
      more = listed.length > 0 && room.fitting() == listed.length && bytesLeft > 0;
    }
    return scans;
  }

  private void absorb(Slice slice) throws IOException {
    DirectoryScan scan = slice.scan;
    files.seen(0, slice.seen);
    for (FrontierDirectory child : slice.children) {
      files.toList(child);
    }
    for (ManifestEntry entry : slice.toDelete) {
      files.toDelete(entry);
    }
    for (LinkName name : slice.linkNames) {
      files.toGroup(name);
    }
    for (Problem problem : slice.problems) {
      files.report(problem);
    }
    scan.pending.addAll(slice.toCopy);
    scan.mayChange |= !slice.linkNames.isEmpty();
    scan.changes |= slice.targetChanged || !slice.toDelete.isEmpty()
        || slice.toCopy.stream().anyMatch(DirectoryBatch::changesDirectory);
  }

  private static boolean changesDirectory(ManifestEntry entry) {
    return entry.kind() != Kind.ATTRIBUTES && entry.kind() != Kind.UNCHANGED;
  }

  /**
   * One entry of each directory, then the next: creates in one directory wait for its lock, so
   * neighbours in the manifest should not share one.
   */
  private void emitInTurns(List<DirectoryScan> scans) throws IOException {
    Deque<DirectoryScan> turns = new ArrayDeque<>(scans);
    while (!turns.isEmpty()) {
      DirectoryScan scan = turns.removeFirst();
      ManifestEntry entry = scan.pending.pollFirst();
      if (entry != null) {
        files.toCopy(entry);
        turns.addLast(scan);
      }
    }
  }

  private void finish(DirectoryScan scan) throws IOException {
    for (Problem problem : scan.problems) {
      files.report(problem);
    }
    Stat source = scan.source;
    if (source == null || scan.isTargetOnly()) {
      return;
    }
    files.seen(1, 0);
    Stat there = scan.target;
    Set<Difference> differences = there == null
        ? EnumSet.of(Difference.MISSING)
        : Difference.between(source, there, null);
    if (!scan.xattrs.isEqual()) {
      differences.add(Difference.XATTR);
    }
    switch (options.mode()) {
      case PROVE -> {
        if (!differences.isEmpty()) {
          files.report(
              EntryScanner.difference(scan.path(), differences, source, there, scan.xattrs));
        }
      }
      // A directory that both sides have holds nothing of its own that could be lost.
      case FIND_LATE -> {}
      case PREPARE -> {
        if (scan.changes || scan.mayChange) {
          defaultAcls.removeFrom(scan);
        }
        if (scan.changes || scan.mayChange || !differences.isEmpty()) {
          files.toFinish(
              ManifestEntry.of(Kind.ATTRIBUTES, scan.path(), Metadata.from(source)));
        }
      }
    }
  }

  private void sync() throws IOException {
    try {
      target.root().syncFileSystem();
    } catch (PosixException e) {
      throw TargetFailedException.of(e);
    }
  }
}
