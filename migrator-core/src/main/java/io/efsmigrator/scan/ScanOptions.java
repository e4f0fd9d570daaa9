package io.efsmigrator.scan;

import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.SegmentWriter;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * How to scan.
 *
 * @param mode what the scan is for
 * @param startedAt the start of this pass, less a slack for a server whose clock is behind; kept in
 *     the summary and handed to the next pass as its {@code changedSince}
 * @param changedSince a file whose ctime in the source is later counts as changed even if size and
 *     mtime are equal; null if there was no pass before. In a search for late writes: the time after
 *     which a change of the target is one
 * @param unchanged whether equal files are listed
 * @param deletes what happens to entries that only the target has
 * @param xattrs which extended attributes are compared
 * @param batchDirectories directories between two commits: at most these are listed again
 * @param segmentEntries entries of one segment
 */
public record ScanOptions(ScanMode mode, Timestamp startedAt, @Nullable Timestamp changedSince,
    UnchangedFiles unchanged, DeletePolicy deletes, XattrScope xattrs, int batchDirectories,
    int segmentEntries) {

  /** Enough that a commit costs little beside the listing, few enough that a restart is quick. */
  public static final int DEFAULT_BATCH_DIRECTORIES = 256;

  public ScanOptions {
    if (batchDirectories < 1 || segmentEntries < 1) {
      throw new IllegalArgumentException("batches and segments hold at least one each");
    }
    if (mode == ScanMode.FIND_LATE && changedSince == null) {
      throw new IllegalArgumentException("late is later than some time");
    }
  }

  /** A scan that prepares a copy, with the usual sizes. */
  public static ScanOptions prepare(Timestamp startedAt, @Nullable Timestamp changedSince,
      UnchangedFiles unchanged, DeletePolicy deletes, XattrScope xattrs) {
    return new ScanOptions(ScanMode.PREPARE, startedAt, changedSince, unchanged, deletes, xattrs,
        DEFAULT_BATCH_DIRECTORIES, SegmentWriter.DEFAULT_MAX_ENTRIES);
  }

  /** A scan that proves a copy: everything in the source and nothing else is in the target. */
  public static ScanOptions prove(Timestamp startedAt, @Nullable Timestamp changedSince,
      XattrScope xattrs) {
    return new ScanOptions(ScanMode.PROVE, startedAt, changedSince, UnchangedFiles.LEFT_OUT,
        new DeletePolicy.Keep(), xattrs, DEFAULT_BATCH_DIRECTORIES,
        SegmentWriter.DEFAULT_MAX_ENTRIES);
  }

  /** A search for what was changed in the target after that time, by the target's own clock. */
  public static ScanOptions findLate(Timestamp startedAt, Timestamp after) {
    return new ScanOptions(ScanMode.FIND_LATE, startedAt, after, UnchangedFiles.LEFT_OUT,
        new DeletePolicy.Keep(), XattrScope.NOTHING, DEFAULT_BATCH_DIRECTORIES,
        SegmentWriter.DEFAULT_MAX_ENTRIES);
  }
}
