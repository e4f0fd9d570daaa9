package io.efsmigrator.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LedgerTests {

  @TempDir
  private Path folder;
  private Path file;

  @BeforeAll
  static void silenceThousandsOfExpectedWarnings() {
    ((Logger) LoggerFactory.getLogger(Ledger.class)).setLevel(Level.ERROR);
  }

  @AfterAll
  static void warnAgain() {
    ((Logger) LoggerFactory.getLogger(Ledger.class)).setLevel(Level.WARN);
  }

  @BeforeEach
  void name() {
    file = folder.resolve("ledger.avro");
  }

  @Test
  void entriesComeBackAsTheyWere() throws IOException {
    try (Ledger ledger = Ledger.open(file)) {
      ledger.append(List.of(Entries.copied(1), Entries.failed()));
      ledger.append(List.of());
      assertThat(ledger.committed()).isEqualTo(2);
    }

    assertThat(read()).containsExactly(Entries.copied(1), Entries.failed());
  }

  @Test
  void goesOnWhereItEnded() throws IOException {
    for (int chunk = 0; chunk < 5; chunk++) {
      try (Ledger ledger = Ledger.open(file)) {
        assertThat(ledger.committed()).isEqualTo(chunk * 10L);
        ledger.append(Entries.copied(chunk * 10, 10));
      }
    }

    assertThat(read()).isEqualTo(Entries.copied(0, 50));
  }

  @Test
  void aBlockCutAnywhereIsGoneWholeAndTheRestIsKept() throws IOException {
    long twoBlocks = appendThreeBlocks();
    byte[] whole = Files.readAllBytes(file);
    for (int length = (int) twoBlocks; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      try (Ledger ledger = Ledger.open(file)) {
        assertThat(ledger.committed()).as("cut at " + length).isEqualTo(20);
        ledger.append(Entries.copied(20, 2));
      }

      assertThat(read()).isEqualTo(Entries.copied(0, 22));
    }
  }

  @Test
  void aFlippedBitCostsItsBlockAndNeverChangesAnEntry() throws IOException {
    long twoBlocks = appendThreeBlocks();
    byte[] whole = Files.readAllBytes(file);
    for (int at = (int) twoBlocks; at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit += 3) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        Files.write(file, flipped);

        try (Ledger ledger = Ledger.open(file)) {
          assertThat(ledger.committed()).as("byte %d bit %d", at, bit).isEqualTo(20);
        }
        assertThat(read()).isEqualTo(Entries.copied(0, 20));
      }
    }
  }

  @Test
  void aZeroedTailAsAfterAPowerLossIsCutOff() throws IOException {
    appendThreeBlocks();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 4096));

    Ledger.open(file).close();

    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void aForeignOrDamagedHeaderIsRefusedAndNothingIsLost() throws IOException {
    appendThreeBlocks();
    byte[] whole = Files.readAllBytes(file);
    whole[10] ^= 1;
    Files.write(file, whole);

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Ledger.open(file))
        .withMessageContaining("another version");
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void isMadeWholeOrNotAtAll() throws IOException {
    // What a crash leaves that came before the rename.
    Files.write(folder.resolve("ledger.avro.new"), new byte[]{'O', 'b'});

    try (Ledger ledger = Ledger.open(file)) {
      assertThat(ledger.committed()).isZero();
    }

    assertThat(folder.resolve("ledger.avro.new")).doesNotExist();
    assertThat(read()).isEmpty();
  }

  private long appendThreeBlocks() throws IOException {
    try (Ledger ledger = Ledger.open(file)) {
      ledger.append(Entries.copied(0, 10));
      ledger.append(Entries.copied(10, 10));
      long twoBlocks = Files.size(file);
      ledger.append(Entries.copied(20, 2));
      return twoBlocks;
    }
  }

  private List<LedgerEntry> read() throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    try (LedgerReader reader = LedgerReader.open(file)) {
      LedgerEntry entry = reader.next();
      while (entry != null) {
        entries.add(entry);
        entry = reader.next();
      }
    }
    return entries;
  }
}
