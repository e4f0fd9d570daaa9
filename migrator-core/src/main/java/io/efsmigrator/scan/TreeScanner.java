package io.efsmigrator.scan;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeleteFuseException;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.PassSummary;
import io.efsmigrator.manifest.PoolBatch;
import io.efsmigrator.manifest.RecordLog;
import io.efsmigrator.manifest.RecordSort;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Lists both trees directory by directory, at the same time, and writes down what differs.
 *
 * <p>A batch is all or nothing: after a crash, or any exception, the scan is opened again and goes on
 * behind the last batch that was committed. Not for several threads itself; it spreads a batch over
 * the pool, so it must not be called from a thread of that pool.
 */
public final class TreeScanner implements AutoCloseable {

  /** Names of hard links between two commits. */
  private static final int LINK_NAMES_PER_BATCH = 5_000;
  /** The first batches are small, so that a copy beside the scan can begin early. */
  private static final int FIRST_BATCH_DIRECTORIES = 16;
  private static final int BATCHES_PER_DOUBLING = 4;
  private static final int MAX_DOUBLINGS = 20;
  /** Problems handed over at a time. */
  static final int PROBLEMS_AT_ONCE = 1_000;

  private final PassDirectory pass;
  private final ScanOptions options;
  private final PassFiles files;
  private final DirectoryBatch directories;
  private final LinkGroups groups;
  /** Up to here somebody has been given the problems. */
  private long handedOver;
  private int batches;
  private boolean broken;

  private TreeScanner(PassDirectory pass, ScanOptions options, PassFiles files,
      DirectoryBatch directories) {
    this.pass = pass;
    this.options = options;
    this.files = files;
    this.directories = directories;
    this.groups = new LinkGroups(options, files);
    // Those of the last batch again: who was given them may have died before he kept them.
    this.handedOver = files.committed().problemsBefore();
  }

  /** Opens the scan of a pass where its checkpoint stands, or at the root. */
  public static TreeScanner open(DirectoryTree source, DirectoryTree target, PassDirectory pass,
      ScanOptions options, CopyGuard guard, Pace pace, ExecutorService pool) throws IOException {
    pass.create();
    Optional<ScanCheckpoint> begun = ScanCheckpoint.read(pass.checkpoint());
    ScanCheckpoint checkpoint = begun
        .orElseGet(() -> ScanCheckpoint.start(options.mode(), options.startedAt()));
    if (checkpoint.mode() != options.mode()) {
      throw new IOException(pass.path() + " holds a scan to " + checkpoint.mode()
          + ", which cannot go on as one to " + options.mode());
    }
    PassFiles files = PassFiles.open(pass, checkpoint, options.segmentEntries());
    if (begun.isEmpty()) {
      // Committed at once, so that the start of the pass stays the first one over all restarts.
      files.toList(new FrontierDirectory(RelativePath.ROOT, FrontierDirectory.Presence.BOTH));
      files.commit(ScanCheckpoint.Phase.CRAWL, 0);
    }
    DirectoryBatch directories = new DirectoryBatch(files, options, source, target, guard, pace,
        new PoolBatch(pool));
    return new TreeScanner(pass, options, files, directories);
  }

  /** The start of the pass: what was given when it was opened for the first time. */
  public Timestamp startedAt() {
    return files.committed().startedAt();
  }

  /**
   * Scans the next batch and commits it, or hands over more of the problems of the last one; once
   * finished, changes nothing.
   *
   * @throws io.efsmigrator.manifest.TreeFailedException if one of the trees fails
   * @throws io.efsmigrator.manifest.CopyStoppedException if the guard forbids to write
   * @throws DeleteFuseException if the finished scan found more deletes than the policy allows
   */
  public ScanProgress scanBatch() throws IOException {
    if (broken) {
      throw new IllegalStateException("a batch failed; the scan has to be opened again");
    }
    if (handedOver < files.committed().problemsLength()) {
      // By themselves: together with the next batch they would be lost with it.
      return progress();
    }
    broken = true;
    switch (files.committed().phase()) {
      case CRAWL -> crawl();
      case LINKS -> link();
      case DONE -> {}
    }
    broken = false;
    return progress();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private void crawl() throws IOException {
    directories.run(batchDirectories());
    files.commit(files.frontier().isEmpty()
        ? ScanCheckpoint.Phase.LINKS
        : ScanCheckpoint.Phase.CRAWL, 0);
  }

  private int batchDirectories() {
    int doublings = Math.min(batches / BATCHES_PER_DOUBLING, MAX_DOUBLINGS);
    batches++;
    return Math.min(FIRST_BATCH_DIRECTORIES << doublings, options.batchDirectories());
  }

  private void link() throws IOException {
    // All deletes are known, and nothing that is in the way of an entry was given to the copy yet.
    checkFuse();
    ScanCheckpoint at = files.committed();
    long next = at.linksRead();
    boolean more = false;
    if (at.linkNamesLength() > 0) {
      // A tree made of hard links, as backups are, has as many of these names as files.
      new RecordSort<>(LinkName::decode, LinkName.ORDER).sort(files.linkNamesFile(),
          at.linkNamesLength(), files.sortedLinkNamesFile());
      next = resolveGroups(next, at.linkNamesLength());
      more = next < at.linkNamesLength();
    }
    if (more) {
      files.commit(ScanCheckpoint.Phase.LINKS, next);
    } else {
      summarize();
      files.commitEnd();
    }
  }

  /** Sorting moves the records about but keeps each as it is, so both files are equally long. */
  private long resolveGroups(long from, long to) throws IOException {
    List<LinkName> group = new ArrayList<>();
    int names = 0;
    try (RecordLog.Reader reader = RecordLog.read(files.sortedLinkNamesFile(), from, to)) {
      while (true) {
        long groupEnd = reader.position();
        byte @Nullable [] payload = reader.next();
        LinkName name = payload == null ? null : LinkName.decode(payload);
        if (!group.isEmpty() && (name == null || !name.sameGroup(group.getFirst()))) {
          groups.resolve(group);
          names += group.size();
          group.clear();
          if (names >= LINK_NAMES_PER_BATCH) {
            return groupEnd;
          }
        }
        if (name == null) {
          return groupEnd;
        }
        group.add(name);
      }
    }
  }

  private void checkFuse() throws DeleteFuseException {
    long deletes = files.counts().deletes();
    // Before anything is copied: a source that looks empty should be noticed as early as possible.
    if (options.deletes() instanceof DeletePolicy.Delete(long maxDelete) && deletes > maxDelete) {
      throw new DeleteFuseException(deletes, maxDelete);
    }
  }

  private void summarize() throws IOException {
    ScanCounts counts = files.counts();
    new PassSummary(startedAt(), counts.directories(), counts.entries(), counts.toCopy(),
        counts.bytesToCopy(), counts.links(), counts.deletes(), counts.problems())
        .write(pass.summary());
  }

  private ScanProgress progress() throws IOException {
    ScanCounts counts = files.counts();
    Found found = files.problems(handedOver, PROBLEMS_AT_ONCE);
    handedOver = found.to();
    ScanCheckpoint at = files.committed();
    return new ScanProgress(counts.directories(), counts.entries(),
        counts.toCopy() + counts.links(), counts.bytesToCopy(), counts.deletes(),
        counts.problems(), files.completeSegments(),
        at.phase() == ScanCheckpoint.Phase.DONE && handedOver == at.problemsLength(), found);
  }
}
