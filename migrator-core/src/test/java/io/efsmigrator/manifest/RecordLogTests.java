package io.efsmigrator.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTests {

  @TempDir
  private Path folder;

  @Test
  void readsWhatWasWritten() throws IOException {
    String big = "x".repeat(100_000);
    long length = write(0, "a", "", big, "c");

    assertThat(read(0, length)).containsExactly("a", "", big, "c");
  }

  @Test
  void cutsOffWhatIsNotCommitted() throws IOException {
    long committed = write(0, "a", "b");
    write(committed, "lost", "as well");

    long length = write(committed, "c");

    assertThat(read(0, length)).containsExactly("a", "b", "c");
  }

  @Test
  void goesOnReadingWhereItStopped() throws IOException {
    long first = write(0, "a", "b");
    long length = write(first, "c");

    assertThat(read(first, length)).containsExactly("c");
  }

  @Test
  void noticesThatCommittedRecordsAreMissing() throws IOException {
    write(0, "a");

    assertThatThrownBy(() -> write(1_000, "b")).isInstanceOf(IOException.class)
        .hasMessageContaining("lost committed records");
  }

  @Test
  void everyFlippedBitIsAnError() throws IOException {
    long length = write(0, "abc", "def");
    byte[] good = Files.readAllBytes(file());
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file(), bad);

      assertThatThrownBy(() -> read(0, length)).as("bit " + bit).isInstanceOf(IOException.class);
    }
  }

  private Path file() {
    return folder.resolve("log");
  }

  private long write(long committed, String... records) throws IOException {
    try (RecordLog log = RecordLog.open(file(), committed)) {
      for (String record : records) {
        log.append(record.getBytes(StandardCharsets.US_ASCII));
      }
      log.sync();
      return log.length();
    }
  }

  private List<String> read(long from, long to) throws IOException {
    List<String> records = new ArrayList<>();
    try (RecordLog.Reader reader = RecordLog.read(file(), from, to)) {
      byte[] payload = reader.next();
      while (payload != null) {
        records.add(new String(payload, StandardCharsets.US_ASCII));
        payload = reader.next();
      }
    }
    return records;
  }
}
