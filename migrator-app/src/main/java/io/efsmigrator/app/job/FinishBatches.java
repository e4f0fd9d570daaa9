package io.efsmigrator.app.job;

import io.efsmigrator.app.state.Problems;
import io.efsmigrator.copy.FinishProgress;
import io.efsmigrator.copy.TreeFinisher;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The finishing of a pass as batches. */
final class FinishBatches implements DurableBatches {

  private final Trees trees;
  private final TreeFinisher finisher;
  private final Problems problems;
  private final int pass;

  private FinishBatches(Trees trees, TreeFinisher finisher, Problems problems, int pass) {
    this.trees = trees;
    this.finisher = finisher;
    this.problems = problems;
    this.pass = pass;
  }

  static FinishBatches open(CopyWork work, Pass pass, RunParts parts) throws IOException {
    Trees trees = Trees.open(work);
    try {
      return new FinishBatches(trees,
          TreeFinisher.open(trees.source(), trees.target(), pass.directory(),
              work.deletes(), trees.xattrs(), TreeFinisher.DEFAULT_BATCH_ENTRIES, parts.guard(),
              parts.pace(), parts.threads().entries()),
          parts.problems(), pass.number());
    } catch (IOException | RuntimeException e) {
      trees.close();
      throw e;
    }
  }

  @Override
  public Batch next() throws IOException {
    FinishProgress progress = finisher.finishBatch();
    if (progress.finished()) {
      // The pass has been over everything: what is still wrong it has found again.
      problems.curedBefore(pass);
    }
    return new Batch(progress.finished(), 0,
        String.format(Locale.ROOT, "%,d hard links, %,d deletes, %,d directories",
            progress.links(), progress.deletes(), progress.directories()),
        progress.found(), List.of());
  }

  @Override
  public void close() throws IOException {
    try {
      finisher.close();
    } finally {
      trees.close();
    }
  }
}
