package io.efsmigrator.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.Ledger;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How files are counted by their size. */
class SizesTests {

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({"0, up to 4.0 KiB", "4096, up to 4.0 KiB", "4097, up to 16.0 KiB",
    "1048576, up to 1.0 MiB", "1073741824, up to 1.0 GiB", "1073741825, above 1.0 GiB",
    "9223372036854775807, above 1.0 GiB"})
  void eachSizeIsInOneClass(long bytes, String label) {
    assertThat(Sizes.label(Sizes.classOf(bytes))).isEqualTo(label);
  }

  @Test
  void countsCopiedFilesOfTheFirstPassAndNothingElse() throws IOException {
    write("segments-000001-000002.avro", entry(Kind.FILE, Outcome.COPIED, 10),
        entry(Kind.FILE, Outcome.FAILED, 10), entry(Kind.SYMLINK, Outcome.COPIED, 10));
    write("segments-000003-000003.avro", entry(Kind.FILE, Outcome.COPIED, 5_000));

    List<Long> counts = Sizes.of(ledgers()).orElseThrow().counts();
    assertThat(counts.subList(0, 3)).containsExactly(1L, 1L, 0L);
    assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
  }

  @Test
  void aLedgerThatIsBeingWrittenCountsAsFarAsItIsWhole() throws IOException {
    Path ledger = write("segments-000001-000001.avro", entry(Kind.FILE, Outcome.COPIED, 10));
    Files.write(ledger, new byte[]{2, 90, 1}, StandardOpenOption.APPEND);
    Files.createFile(ledger.resolveSibling("segments-000002-000002.avro"));

    assertThat(Sizes.of(ledgers()).orElseThrow().counts().getFirst()).isEqualTo(1);
  }

  @Test
  void aRunOnAnotherMachineHasNone() throws IOException {
    assertThat(Sizes.of(ledgers())).isEmpty();
  }

  private List<Path> ledgers() throws IOException {
    return new Ledgers(folder, 3, 3).ofShown();
  }

  private Path write(String name, LedgerEntry... entries) throws IOException {
    Path file = Files.createDirectories(folder.resolve("pass-3/ledger")).resolve(name);
    try (Ledger ledger = Ledger.open(file)) {
      ledger.append(List.of(entries));
    }
    return file;
  }

  private static LedgerEntry entry(Kind kind, Outcome outcome, long bytes) {
    return new LedgerEntry(RelativePath.of("a"), kind, outcome, bytes, null, new Timestamp(1, 0), 1,
        null, 1, "");
  }
}
