package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.manifest.DamagedBlockException;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.LedgerReader;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.PassDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How many files of which size the first pass copied, counted from its ledgers one block at a time.
 *
 * @param counts files up to 4 KiB, 16 KiB and so on, each class four times the one before, and last
 *     those above 1 GiB
 */
public record Sizes(List<Long> counts) {

  private static final long SMALLEST = 4L << 10;
  private static final int CLASSES = 11;
  private static final String COPY = "copy";
  private static final Pattern NUMBERED = Pattern.compile("(.+)-([0-9]+)");

  public Sizes {
    counts = List.copyOf(counts);
  }

  /**
   * Counts the ledgers of the first pass of a migration; empty if there are none here.
   *
   * @param runs folder that holds the files of all runs
   * @param execution any of its executions
   */
  static Optional<Sizes> of(Path runs, Row execution) throws IOException {
    String migration = execution.text("migration_id");
    Matcher numbered = NUMBERED.matcher(migration);
    // All copies of two directories share a folder, and each is one pass there, with its own number.
    return execution.text("job_name").equals(COPY) && numbered.matches()
        ? of(runs.resolve(numbered.group(1)).resolve("pass-" + numbered.group(2)))
        : of(runs.resolve(migration).resolve("pass-0"));
  }

  static Optional<Sizes> of(Path pass) throws IOException {
    Path ledgers = new PassDirectory(pass).ledgers();
    if (!Files.isDirectory(ledgers)) {
      return Optional.empty();
    }
    long[] counts = new long[CLASSES];
    try (Stream<Path> files = Files.list(ledgers)) {
      for (Path ledger : files.filter(file -> file.getFileName().toString().endsWith(".avro"))
          .sorted().toList()) {
        count(ledger, counts);
      }
    }
    List<Long> all = new ArrayList<>();
    for (long count : counts) {
      all.add(count);
    }
    return Optional.of(new Sizes(all));
  }

  private static void count(Path ledger, long[] counts) throws IOException {
    if (Files.size(ledger) == 0) {
      return;
    }
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
