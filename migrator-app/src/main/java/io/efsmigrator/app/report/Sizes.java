package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Words;
import io.efsmigrator.manifest.DamagedBlockException;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.LedgerReader;
import io.efsmigrator.manifest.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many files of which size the first pass copied, counted from its ledgers one block at a time.
 *
 * @param counts files up to 4 KiB, 16 KiB and so on, each class four times the one before, and last
 *     those above 1 GiB
 */
public record Sizes(List<Long> counts) {

  private static final long SMALLEST = 4L << 10;
  private static final int CLASSES = 11;

  public Sizes {
    counts = List.copyOf(counts);
  }

  /** Counts in these ledgers; empty if there are none. */
  static Optional<Sizes> of(List<Path> ledgers) throws IOException {
    if (ledgers.isEmpty()) {
      return Optional.empty();
    }
    long[] counts = new long[CLASSES];
    for (Path ledger : ledgers) {
      count(ledger, counts);
    }
    List<Long> all = new ArrayList<>();
    for (long count : counts) {
      all.add(count);
    }
    return Optional.of(new Sizes(all));
  }

  private static void count(Path ledger, long[] counts) throws IOException {
    try (LedgerReader reader = LedgerReader.open(ledger)) {
      for (LedgerEntry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry.kind() == Kind.FILE && entry.outcome() == Outcome.COPIED) {
          counts[classOf(entry.bytes())]++;
        }
      }
    } catch (DamagedBlockException e) {
      // A run that is at work, or was killed, may be in the middle of a block: what is whole counts.
      return;
    }
  }

  static int classOf(long bytes) {
    int index = 0;
    long limit = SMALLEST;
    while (index < CLASSES - 1 && bytes > limit) {
      limit *= 4;
      index++;
    }
    return index;
  }

  /** Name of a class. */
  static String label(int index) {
    long limit = SMALLEST << (2 * index);
    return index < CLASSES - 1
        ? "up to " + Words.bytes(limit)
        : "above " + Words.bytes(limit / 4);
  }
}
