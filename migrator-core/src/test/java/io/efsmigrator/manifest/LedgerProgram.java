package io.efsmigrator.manifest;

import java.io.IOException;
import java.nio.file.Path;

/** Appends to a ledger in a process whose kernel fails on demand. */
final class LedgerProgram {

  private LedgerProgram() {}

  /** Tries three appends and prints how each went. */
  public static void main(String[] arguments) throws IOException {
    try (Ledger ledger = Ledger.open(Path.of(arguments[0]))) {
      for (int chunk = 0; chunk < 3; chunk++) {
        try {
          ledger.append(Entries.copied(chunk * 10, 10));
          System.out.println("ok " + ledger.committed());
        } catch (IOException e) {
          System.out.println("failed " + ledger.committed());
        }
      }
    }
  }
}
