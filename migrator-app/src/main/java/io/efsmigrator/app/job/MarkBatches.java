package io.efsmigrator.app.job;

import io.efsmigrator.app.state.Problems;
import io.efsmigrator.copy.CommitMarks;
import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.posix.PosixException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What a verification found to have other content, marked to be copied anew, in batches. The pass it
 * belongs to has not been scanned yet, so a restart marks all of them once more.
 */
final class MarkBatches implements DurableBatches {

  private static final int BATCH_FILES = 1_000;

  private final Trees trees;
  private final CommitMarks marks;
  private final Problems problems;
  private final int pass;
  private long after;
  private long marked;

  private MarkBatches(Trees trees, Pass pass, RunParts parts) {
    this.trees = trees;
    this.marks = new CommitMarks(trees.target(), parts.guard(), parts.pace());
    this.problems = parts.problems();
    this.pass = pass.number();
  }

  /** Marks what passes before this one left wrong. */
  static MarkBatches open(CopyWork work, Pass pass, RunParts parts) throws IOException {
    return new MarkBatches(Trees.open(work), pass, parts);
  }

  @Override
  public Batch next() throws IOException {
    List<Problems.Mismatch> batch = problems.mismatches(pass, after, BATCH_FILES);
    long before = marked;
    for (Problems.Mismatch mismatch : batch) {
      if (marks.takeBack(mismatch.path())) {
        marked++;
      }
      after = mismatch.id();
    }
    sync();
    return new Batch(batch.size() < BATCH_FILES, marked - before,
        String.format(Locale.ROOT, "%,d with other content to be copied again", marked),
        Found.NOTHING, List.of());
  }

  @Override
  public void close() throws IOException {
    trees.close();
  }

  private void sync() throws IOException {
    try {
      trees.target().root().syncFileSystem();
    } catch (PosixException e) {
      throw TargetFailedException.of(e);
    }
  }
}
