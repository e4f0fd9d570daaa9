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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scans the next directories of the frontier on all threads and appends what they came to. */
final class DirectoryBatch {

  /** Bounds what a batch holds in memory; the directory that passes it is still taken whole. */
  private static final int MAX_NAMES = 200_000;
  private static final int LISTED_AT_ONCE = 64;
  private static final int ENTRIES_AT_ONCE = 64 * Slice.MAX_ENTRIES;

  private final PassFiles files;
  private final ScanOptions options;
  private final DirectoryLister lister;
  private final EntryScanner entries;
  private final DirectoryTree target;
  private final PoolBatch pool;
  private final List<Problem> found = new ArrayList<>();

  DirectoryBatch(PassFiles files, ScanOptions options, DirectoryTree source,
      DirectoryTree target, CopyGuard guard, Pace pace, PoolBatch pool) {
    this.files = files;
    this.options = options;
    this.target = target;
    this.pool = pool;
    Access access = new Access(source, target, pace);
    this.lister = new DirectoryLister(access, target, options, guard);
    this.entries = new EntryScanner(access, options, guard);
  }

  /** Scans the next directories and answers where the frontier goes on; nothing is committed yet. */
  long run(long frontierRead) throws IOException {
    found.clear();
    List<DirectoryScan> scans = new ArrayList<>();
    long next = list(frontierRead, scans);
    boolean created = false;
    for (List<Slice> window : windows(scans)) {
      pool.run(window, entries::scan);
      for (Slice slice : window) {
        absorb(slice);
        created |= slice.targetChanged;
      }
      emitInTurns(scans);
    }
    for (DirectoryScan scan : scans) {
      finish(scan);
    }
    if (created) {
      sync();
    }
    return next;
  }

  /** The problems of this batch. */
  List<Problem> found() {
    return found;
  }

  private long list(long frontierRead, List<DirectoryScan> scans) throws IOException {
    long names = 0;
    long next = frontierRead;
    try (RecordLog.Reader reader = RecordLog.read(files.frontierFile(), frontierRead,
        files.committed().frontierLength())) {
      boolean more = true;
      while (more && scans.size() < options.batchDirectories() && names < MAX_NAMES) {
        List<FrontierDirectory> group = take(reader,
            Math.min(LISTED_AT_ONCE, options.batchDirectories() - scans.size()));
        DirectoryScan[] listed = new DirectoryScan[group.size()];
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < listed.length; i++) {
          indexes.add(i);
        }
        pool.run(indexes, i -> listed[i] = lister.list(group.get(i)));
        for (DirectoryScan scan : listed) {
          scans.add(scan);
          names += scan.size();
        }
        next = reader.position();
        more = !group.isEmpty();
      }
    }
    return next;
  }

  private static List<FrontierDirectory> take(RecordLog.Reader reader, int most)
      throws IOException {
    List<FrontierDirectory> group = new ArrayList<>();
    while (group.size() < most) {
      byte @Nullable [] payload = reader.next();
      if (payload == null) {
        break;
      }
      group.add(FrontierDirectory.decode(payload));
    }
    return group;
  }

  /** All slices, directories taking turns, in portions that fit into memory. */
  private static List<List<Slice>> windows(List<DirectoryScan> scans) {
    Deque<Deque<Slice>> turns = new ArrayDeque<>();
    for (DirectoryScan scan : scans) {
      List<Slice> slices = Slice.of(scan);
      if (!slices.isEmpty()) {
        turns.add(new ArrayDeque<>(slices));
      }
    }
    List<List<Slice>> windows = new ArrayList<>();
    List<Slice> window = new ArrayList<>();
    int size = 0;
    while (!turns.isEmpty()) {
      Deque<Slice> turn = turns.removeFirst();
      Slice slice = turn.removeFirst();
      window.add(slice);
      size += slice.to - slice.from;
      if (!turn.isEmpty()) {
        turns.addLast(turn);
      }
      if (size >= ENTRIES_AT_ONCE || turns.isEmpty()) {
        windows.add(window);
        window = new ArrayList<>();
        size = 0;
      }
    }
    return windows;
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
      report(problem);
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
      report(problem);
    }
    Stat source = scan.source;
    if (source == null || scan.isTargetOnly()) {
      return;
    }
    files.seen(1, 0);
    Stat there = scan.target;
    Set<Difference> differences = there == null
        ? Set.of(Difference.MISSING)
        : Difference.between(source, there, null);
    switch (options.mode()) {
      case PROVE -> {
        if (!differences.isEmpty()) {
          report(EntryScanner.difference(scan.path(), differences, source, there));
        }
      }
      case PREPARE -> {
        if (scan.changes || scan.mayChange || !differences.isEmpty()) {
          files.toFinish(
              ManifestEntry.of(Kind.ATTRIBUTES, scan.path(), Metadata.from(source)));
        }
      }
    }
  }

  private void report(Problem problem) throws IOException {
    found.add(problem);
    files.report(problem);
  }

  private void sync() throws IOException {
    try {
      target.root().syncFileSystem();
    } catch (PosixException e) {
      throw TargetFailedException.of(e);
    }
  }
}
