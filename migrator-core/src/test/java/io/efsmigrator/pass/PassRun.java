package io.efsmigrator.pass;

import io.efsmigrator.copy.EntryCopier;
import io.efsmigrator.copy.FinishProgress;
import io.efsmigrator.copy.LargeFiles;
import io.efsmigrator.copy.Problems;
import io.efsmigrator.copy.Settling;
import io.efsmigrator.copy.TreeFinisher;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Ledger;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Partition;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.SegmentReader;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.scan.ScanMode;
import io.efsmigrator.scan.ScanOptions;
import io.efsmigrator.scan.ScanProgress;
import io.efsmigrator.scan.TreeScanner;
import io.efsmigrator.scan.UnchangedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One pass over two directories, run as the job runs it: scan, copy by partitions and chunks, finish.
 *
 * <p>It can be killed after its n-th commit; {@link #run} on a new object for the same folder then
 * goes on with nothing but the files.
 */
public final class PassRun {

  /** Thrown where a process would have died. */
  public static final class Killed extends RuntimeException {}

  private static final Timestamp STARTED_AT = new Timestamp(2_000_000_000L, 0);
  private static final int CHUNK = 3;

  private final Path source;
  private final Path target;
  private final PassDirectory pass;
  private Timestamp startedAt = STARTED_AT;
  private Timestamp changedSince;
  private DeletePolicy deletes = new DeletePolicy.Delete(1_000);
  private UnchangedFiles unchanged = UnchangedFiles.LEFT_OUT;
  private CopyGuard guard = CopyGuard.ALWAYS_OPEN;
  private Pace pace = Pace.UNLIMITED;
  private boolean withoutXattrs;
  private int commitsLeft = Integer.MAX_VALUE;

  /** What it found, over this object's life. */
  public final List<Problem> problems = new ArrayList<>();
  /** What the copy did, over this object's life. */
  public final List<LedgerEntry> copied = new ArrayList<>();
  public ScanProgress scan;
  public FinishProgress finish;

  public PassRun(Path source, Path target, Path folder) {
    this.source = source;
    this.target = target;
    this.pass = new PassDirectory(folder);
  }

  public PassRun killedAfter(int commits) {
    commitsLeft = commits;
    return this;
  }

  public PassRun deletes(DeletePolicy policy) {
    deletes = policy;
    return this;
  }

  public PassRun changedSince(Timestamp since) {
    changedSince = since;
    return this;
  }

  public PassRun startedAt(Timestamp start) {
    startedAt = start;
    return this;
  }

  public PassRun listingUnchanged() {
    unchanged = UnchangedFiles.LISTED;
    return this;
  }

  public PassRun guard(CopyGuard newGuard) {
    guard = newGuard;
    return this;
  }

  public PassRun pace(Pace newPace) {
    pace = newPace;
    return this;
  }

  /** As with {@code copy.xattrs: off}. */
  public PassRun withoutXattrs() {
    withoutXattrs = true;
    return this;
  }

  /** The whole pass. */
  public PassRun run() throws IOException {
    return scan().copy().finish();
  }

  /** The whole pass with its copy beside the scan: what a batch has completed is copied before the next. */
  public PassRun runOverlapped() throws IOException {
    return scan(ScanMode.PREPARE,
        () -> copy(Partition.within(scan.completeSegments()))).copy().finish();
  }

  public PassRun scan() throws IOException {
    return scan(ScanMode.PREPARE, () -> {});
  }

  /** A scan that must find nothing; what it finds are {@link #problems}. */
  public PassRun prove() throws IOException {
    return scan(ScanMode.PROVE, () -> {});
  }

  /** A search for what was changed in the target after {@link #changedSince}; found: {@link #problems}. */
  public PassRun findLate() throws IOException {
    return scan(ScanMode.FIND_LATE, () -> {});
  }

  private interface AfterBatch {
    void run() throws IOException;
  }

  private PassRun scan(ScanMode mode, AfterBatch afterBatch) throws IOException {
    try (ExecutorService pool = Executors.newFixedThreadPool(4);
        DirectoryTree sourceTree = DirectoryTree.open(source, 4);
        DirectoryTree targetTree = DirectoryTree.open(target, 4);
        TreeScanner scanner = TreeScanner.open(sourceTree, targetTree, pass,
            options(mode, sourceTree), guard, pace, pool)) {
      do {
        scan = scanner.scanBatch();
        problems.addAll(scan.found().problems());
        committed();
        afterBatch.run();
      } while (!scan.finished());
    }
    return this;
  }

  private ScanOptions options(ScanMode mode, DirectoryTree sourceTree) throws IOException {
    return new ScanOptions(mode, startedAt, changedSince, unchanged, deletes, xattrs(sourceTree),
        2, 4);
  }

  private XattrScope xattrs(DirectoryTree sourceTree) throws IOException {
    return withoutXattrs ? XattrScope.NOTHING : XattrScope.of(sourceTree.root());
  }

  public PassRun copy() throws IOException {
    copy(pass.partitions());
    return this;
  }

  private void copy(List<Partition> partitions) throws IOException {
    try (DirectoryTree sourceTree = DirectoryTree.open(source, 4);
        DirectoryTree targetTree = DirectoryTree.open(target, 4)) {
      EntryCopier copier = new EntryCopier(sourceTree, targetTree, deletes, guard, pace,
          LargeFiles.in(pass.largeFiles(), Runnable::run, CopyGuard.ALWAYS_OPEN),
          xattrs(sourceTree), Settling.UNNEEDED);
      for (Partition partition : partitions) {
        copy(partition, copier, targetTree);
      }
    }
  }

  private void copy(Partition partition, EntryCopier copier, DirectoryTree targetTree)
      throws IOException {
    try (Ledger ledger = Ledger.open(pass.ledger(partition));
        SegmentReader reader = SegmentReader.open(pass.segments(), partition, ledger.committed())) {
      List<LedgerEntry> chunk = new ArrayList<>();
      ManifestEntry entry = reader.next();
      while (entry != null) {
        chunk.add(copier.copy(entry));
        entry = reader.next();
        if (chunk.size() == CHUNK || entry == null) {
          targetTree.root().syncFileSystem();
          ledger.append(chunk);
          copied.addAll(chunk);
          chunk.forEach(done -> Problems.of(done).ifPresent(problems::add));
          chunk.clear();
          committed();
        }
      }
    }
  }

  public PassRun finish() throws IOException {
    try (ExecutorService pool = Executors.newFixedThreadPool(4);
        DirectoryTree sourceTree = DirectoryTree.open(source, 4);
        DirectoryTree targetTree = DirectoryTree.open(target, 4);
        TreeFinisher finisher = TreeFinisher.open(sourceTree, targetTree, pass, deletes,
            xattrs(sourceTree), CHUNK, guard, pace, pool)) {
      do {
        finish = finisher.finishBatch();
        problems.addAll(finish.found().problems());
        committed();
      } while (!finish.finished());
    }
    return this;
  }

  private void committed() {
    commitsLeft--;
    if (commitsLeft == 0) {
      throw new Killed();
    }
  }
}
