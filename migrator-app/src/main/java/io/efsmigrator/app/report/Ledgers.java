package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.manifest.PassDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the ledgers of an execution are, as far as they are on this machine.
 *
 * <p>All copies of two directories share a folder, and each is one pass there, with its own number. A
 * migration has a folder of its own, and its first pass is the copy that takes long.
 *
 * @param folder of all passes
 * @param shown number of the pass whose files a report counts
 * @param last number of the last pass to the target
 */
record Ledgers(Path folder, int shown, int last) {

  /** Passes above it lead back to the source. */
  private static final int LAST_TO_TARGET = 9_999;

  private static final String COPY = "copy";
  private static final String PASS = "pass-";
  private static final Pattern NUMBERED = Pattern.compile("(.+)-([0-9]{1,9})");

  /** Those of an execution, in the folder that holds the files of all runs. */
  static Ledgers of(Path runs, Row execution) {
    String migration = execution.text("migration_id");
    Matcher numbered = NUMBERED.matcher(migration);
    if (execution.text("job_name").equals(COPY) && numbered.matches()) {
      int number = Integer.parseInt(numbered.group(2));
      return new Ledgers(runs.resolve(numbered.group(1)), number, number);
    }
    return new Ledgers(runs.resolve(migration), 0, LAST_TO_TARGET);
  }

  /** Those of the pass to be shown; empty if there are none here. */
  List<Path> ofShown() throws IOException {
    return of(folder.resolve(PASS + shown));
  }

  /** Those of every pass up to the last one, the first pass first. */
  List<List<Path>> ofAll() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> passes;
    try (Stream<Path> folders = Files.list(folder)) {
      passes = folders.filter(pass -> pass.getFileName().toString().startsWith(PASS))
          .filter(pass -> number(pass) <= last).sorted(Comparator.comparingInt(Ledgers::number))
          .toList();
    }
    List<List<Path>> ledgers = new ArrayList<>();
    for (Path pass : passes) {
      ledgers.add(of(pass));
    }
    return ledgers;
  }

  private static int number(Path pass) {
    return Integer.parseInt(pass.getFileName().toString().substring(PASS.length()));
  }

  private static List<Path> of(Path pass) throws IOException {
    PassDirectory directory = new PassDirectory(pass);
    if (!Files.isDirectory(directory.ledgers())) {
      return List.of();
    }
    List<Path> written = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.ledgers())) {
      for (Path ledger : files.filter(file -> file.toString().endsWith(".avro")).toList()) {
        if (Files.size(ledger) > 0) {
          written.add(ledger);
        }
      }
    }
    // What finishing has done comes behind what the partitions did.
    written.sort(Comparator.comparing((Path ledger) -> ledger.equals(directory.finishLedger()))
        .thenComparing(Comparator.naturalOrder()));
    return List.copyOf(written);
  }
}
