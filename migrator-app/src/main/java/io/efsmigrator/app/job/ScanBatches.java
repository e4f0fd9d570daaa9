package io.efsmigrator.app.job;

import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.scan.ScanOptions;
import io.efsmigrator.scan.ScanProgress;
import io.efsmigrator.scan.TreeScanner;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A scan as batches. */
final class ScanBatches implements DurableBatches {

  /** Keeps of the problems a scan reports those that matter at the moment. */
  @FunctionalInterface
  interface Sieve {
    List<Problem> keep(List<Problem> found, Trees trees) throws IOException;
  }

  private final Trees trees;
  private final TreeScanner scanner;
  private final Sieve sieve;
  private long seen;

  private ScanBatches(Trees trees, TreeScanner scanner, Sieve sieve) {
    this.trees = trees;
    this.scanner = scanner;
    this.sieve = sieve;
  }

  /** Opens the scan over trees that it closes at its end. */
  static ScanBatches open(Trees trees, PassDirectory directory, ScanOptions options,
      RunParts parts, Sieve sieve) throws IOException {
    try {
      return new ScanBatches(trees, TreeScanner.open(trees.source(), trees.target(), directory,
          options, parts.guard(), parts.pace(), parts.pool()), sieve);
    } catch (IOException | RuntimeException e) {
      trees.close();
      throw e;
    }
  }

  @Override
  public Batch next() throws IOException {
    ScanProgress progress = scanner.scanBatch();
    // After a restart the numbers of the whole pass come at once; they are no work of this batch.
    long entries = seen == 0 ? 0 : progress.entries() - seen;
    seen = progress.entries();
    String summary = String.format(Locale.ROOT,
        "%,d entries in %,d directories: %,d to copy (%,d bytes), %,d to delete",
        progress.entries(), progress.directories(), progress.toCopy(), progress.bytesToCopy(),
        progress.toDelete());
    return new Batch(progress.finished(), entries, summary, sieve.keep(progress.found(), trees));
  }

  @Override
  public void close() throws IOException {
    try {
      scanner.close();
    } finally {
      trees.close();
    }
  }
}
