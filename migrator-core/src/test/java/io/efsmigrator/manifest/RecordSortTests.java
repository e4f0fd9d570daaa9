package io.efsmigrator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSortTests {

  private static final RecordSort<String> FEW_AT_A_TIME = new RecordSort<>(
      payload -> new String(payload, StandardCharsets.UTF_8), Comparator.<String>naturalOrder(), 64,
      3);

  @TempDir
  private Path folder;

  @Test
  void sortsMoreThanFitsIntoMemoryOrIntoOneMerge() throws IOException {
    List<String> records = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      records.add(random.nextInt(100) + "-" + i);
    }
    long length = write(records);

    FEW_AT_A_TIME.sort(unsorted(), length, sorted());

    records.sort(Comparator.naturalOrder());
    assertThat(read(length)).isEqualTo(records);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("no run is left").hasSize(2);
    }
  }

  @Test
  void aRecordOfMoreThanARunIsARunByItself() throws IOException {
    long length = write(List.of("b".repeat(1_000), "c", "a"));

    FEW_AT_A_TIME.sort(unsorted(), length, sorted());

    assertThat(read(length)).containsExactly("a", "b".repeat(1_000), "c");
  }

  @Test
  void nothingIsSortedToNothing() throws IOException {
    write(List.of());

    FEW_AT_A_TIME.sort(unsorted(), 0, sorted());

    assertThat(read(0)).isEmpty();
  }

  @Test
  void leavesASortedFileAlone() throws IOException {
    long length = write(List.of("a"));
    Files.writeString(sorted(), "done");

    FEW_AT_A_TIME.sort(unsorted(), length, sorted());

    assertThat(sorted()).hasContent("done");
  }

  @Test
  void writesOverWhatAKilledSortHasLeft() throws IOException {
    long length = write(List.of("b", "a"));
    Files.writeString(folder.resolve("sorted.0"), "half a run");
    Files.writeString(folder.resolve("sorted.new"), "half a merge");

    FEW_AT_A_TIME.sort(unsorted(), length, sorted());

    assertThat(read(length)).containsExactly("a", "b");
  }

  private Path unsorted() {
    return folder.resolve("unsorted");
  }

  private Path sorted() {
    return folder.resolve("sorted");
  }

  private long write(List<String> records) throws IOException {
    try (RecordLog log = RecordLog.open(unsorted(), 0)) {
      for (String record : records) {
        log.append(record.getBytes(StandardCharsets.UTF_8));
      }
      log.sync();
      return log.length();
    }
  }

  private List<String> read(long length) throws IOException {
    List<String> records = new ArrayList<>();
    try (RecordLog.Reader reader = RecordLog.read(sorted(), 0, length)) {
      byte[] payload = reader.next();
      while (payload != null) {
        records.add(new String(payload, StandardCharsets.UTF_8));
        payload = reader.next();
      }
    }
    return records;
  }
}
