package io.efsmigrator.app.job;

import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.Problem;
import java.io.IOException;
import java.util.List;

/** Work that is done in batches, each of them durable when it returns. */
interface DurableBatches extends AutoCloseable {

  /** Opens the work where it stands. */
  @FunctionalInterface
  interface Opening {
    DurableBatches open() throws IOException;
  }

  /**
   * What a batch came to.
   *
   * @param entries entries of this batch, for the history
   * @param left differences that are for the next pass to take
   */
  record Batch(boolean finished, long entries, String summary, Found found,
      List<Problem> left) {}

  Batch next() throws IOException;

  @Override
  void close() throws IOException;
}
