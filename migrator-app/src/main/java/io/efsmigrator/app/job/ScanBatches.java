package io.efsmigrator.app.job;

import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.scan.ScanMode;
import io.efsmigrator.scan.ScanOptions;
import io.efsmigrator.scan.ScanProgress;
import io.efsmigrator.scan.TreeScanner;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A scan as batches. */
final class ScanBatches implements DurableBatches {

  /** Parts the differences a scan reports into those that matter and those of a living source. */
  @FunctionalInterface
  interface Sieve {

    /** Everything matters. */
    Sieve NOTHING_LEFT = (found, trees) -> new Sifted(found, List.of());

    Sifted sift(List<Problem> found, Trees trees) throws IOException;
  }

  /**
   * What a sieve has made of the differences of a batch.
   *
   * @param problems those that matter at the moment
   * @param left those that are for the next pass to take
   */
  record Sifted(List<Problem> problems, List<Problem> left) {}

  /** Is told how many segments are complete after each batch, and may end the scan. */
  @FunctionalInterface
  interface Follower {
    void segments(int complete) throws IOException;
  }

  private final Trees trees;
  private final TreeScanner scanner;
  private final ScanMode mode;
  private final Sieve sieve;
  private final Follower follower;
  private long seen;

  private ScanBatches(Trees trees, TreeScanner scanner, ScanMode mode, Sieve sieve,
      Follower follower) {
    this.trees = trees;
    this.scanner = scanner;
    this.mode = mode;
    this.sieve = sieve;
    this.follower = follower;
  }

  /** A scan that nothing follows. */
  static ScanBatches open(Trees trees, PassDirectory directory, ScanOptions options,
      RunParts parts, Sieve sieve) throws IOException {
    return open(trees, directory, options, parts, sieve, complete -> {});
  }

  /** Opens the scan over trees that it closes at its end. */
  static ScanBatches open(Trees trees, PassDirectory directory, ScanOptions options,
      RunParts parts, Sieve sieve, Follower follower) throws IOException {
    try {
      return new ScanBatches(trees, TreeScanner.open(trees.source(), trees.target(), directory,
          options, parts.guard(), parts.pace(), parts.threads().scan()), options.mode(), sieve,
          follower);
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
    follower.segments(progress.completeSegments());
    String summary = switch (mode) {
      case PREPARE -> String.format(Locale.ROOT,
          "%,d entries in %,d directories: %,d to copy (%,d bytes), %,d to delete",
          progress.entries(), progress.directories(), progress.toCopy(), progress.bytesToCopy(),
          progress.toDelete());
      case PROVE, FIND_LATE -> String.format(Locale.ROOT, "%,d entries in %,d directories compared",
          progress.entries(), progress.directories());
    };
    Found found = progress.found();
    Sifted sifted = sieve.sift(found.problems(), trees);
    return new Batch(progress.finished(), entries, summary,
        new Found(found.from(), found.to(), sifted.problems()), sifted.left());
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
