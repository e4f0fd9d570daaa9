package io.efsmigrator.app.campaign;

import io.efsmigrator.manifest.Ledger;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.LedgerReader;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.posix.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the ledgers of all passes call copied: read between a kill and a restart. */
final class Committed {

  private Committed() {}

  static Set<RelativePath> read(Path state) throws IOException {
    Set<RelativePath> copied = new HashSet<>();
    for (Path file : ledgers(state)) {
      // Opening to append is what a restart does: it drops the torn tail that a kill may leave.
      Ledger.open(file).close();
      try (LedgerReader reader = LedgerReader.open(file)) {
        for (LedgerEntry entry = reader.next(); entry != null; entry = reader.next()) {
          if (entry.outcome() == Outcome.COPIED) {
            copied.add(entry.path());
          }
        }
      }
    }
    return copied;
  }

  private static List<Path> ledgers(Path state) throws IOException {
    if (!Files.isDirectory(state.resolve("runs"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(state.resolve("runs"))) {
      return files.filter(file -> file.toString().endsWith("/ledger/" + file.getFileName()))
          .filter(file -> file.toString().endsWith(".avro")).toList();
    }
  }
}
