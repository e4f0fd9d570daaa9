package io.efsmigrator.app.campaign;

import io.efsmigrator.manifest.Ledger;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.LedgerReader;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.posix.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the ledgers of all passes call copied, and how often: read between a kill and a restart. */
record Committed(Map<RelativePath, Integer> copies) {

  static Committed read(Path state) throws IOException {
    Map<RelativePath, Integer> copies = new HashMap<>();
    for (Path file : ledgers(state)) {
      // Opening to append is what a restart does: it drops the torn tail that a kill may leave.
      Ledger.open(file).close();
      try (LedgerReader reader = LedgerReader.open(file)) {
        for (LedgerEntry entry = reader.next(); entry != null; entry = reader.next()) {
          if (entry.outcome() == Outcome.COPIED) {
            copies.merge(entry.path(), 1, Integer::sum);
          }
        }
      }
    }
    return new Committed(copies);
  }

  private static List<Path> ledgers(Path state) throws IOException {
    if (!Files.isDirectory(state.resolve("runs"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(state.resolve("runs"))) {
      return files.filter(file -> file.getParent().getFileName().toString().equals("ledger"))
          .filter(file -> file.getFileName().toString().endsWith(".avro")).toList();
    }
  }
}
