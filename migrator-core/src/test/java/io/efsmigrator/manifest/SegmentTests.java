package io.efsmigrator.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTests {

  @TempDir
  private Path folder;

  @Test
  void entriesOfEveryKindComeBackAsTheyWere() throws IOException {
    write(Entries.ofEveryKind(), 100);

    assertThat(readAll(1)).isEqualTo(Entries.ofEveryKind());
  }

  @Test
  void segmentsRollAtTheirLimitAndAreReadAsOne() throws IOException {
    SegmentPosition end = write(Entries.files(25), 10);

    assertThat(end.segment()).isEqualTo(3);
    assertThat(end.entries()).isEqualTo(5);
    assertThat(end.totalEntries()).isEqualTo(25);
    assertThat(SegmentReader.segmentCount(folder)).isEqualTo(3);
    assertThat(SegmentReader.readSegment(folder, 3)).hasSize(5);
    assertThat(readAll(3)).isEqualTo(Entries.files(25));
  }

  @Test
  void aReaderStartsAfterWhatIsDone() throws IOException {
    write(Entries.files(25), 10);

    for (int done = 0; done <= 25; done++) {
      assertThat(read(new Partition(1, 3), done))
          .isEqualTo(Entries.files(25).subList(done, 25));
    }
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(new Partition(1, 3), 26))
        .withMessageContaining("25 entries, but 26");
  }

  @Test
  void nothingIsWrittenWithoutEntries() throws IOException {
    assertThat(write(List.of(), 10)).isEqualTo(SegmentPosition.START);
    assertThat(SegmentReader.segmentCount(folder)).isZero();
  }

  @Test
  void aRestartAtAnyCommitGivesTheSameManifest() throws IOException {
    List<ManifestEntry> entries = Entries.files(25);
    for (int commit = 0; commit <= 25; commit += 3) {
      SegmentPosition position = SegmentPosition.START;
      try (SegmentWriter writer = SegmentWriter.open(folder, 4, position)) {
        append(writer, entries.subList(0, commit));
        position = writer.commit();
        append(writer, Entries.files(9));
        writer.commit();
        append(writer, Entries.files(2));
      }

      try (SegmentWriter writer = SegmentWriter.open(folder, 4, position)) {
        append(writer, entries.subList(commit, 25));
        assertThat(writer.commit().totalEntries()).isEqualTo(25);
      }

      assertThat(readAll(7)).isEqualTo(entries);
      assertThat(SegmentReader.segmentCount(folder)).isEqualTo(7);
    }
  }

  @Test
  void aTornEndIsCutOffByTheNextWriter() throws IOException {
    SegmentPosition position = write(Entries.files(5), 10);
    Path file = folder.resolve("000001.avro");
    byte[] whole = Files.readAllBytes(file);
    byte[] torn = Arrays.copyOf(whole, whole.length + 7);
    Files.write(file, torn);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> readAll(1));

    SegmentWriter.open(folder, 10, position).close();

    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void aSegmentShorterThanWasCommittedIsNotContinued() throws IOException {
    SegmentPosition position = write(Entries.files(5), 10);
    Path file = folder.resolve("000001.avro");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> SegmentWriter.open(folder, 10, position))
        .withMessageContaining("cannot be continued");
  }

  @Test
  void aFlippedBitIsAnErrorOrChangesNothing() throws IOException {
    write(Entries.files(3), 10);
    Path file = folder.resolve("000001.avro");
    byte[] whole = Files.readAllBytes(file);
    int harmless = 0;
    // Every byte at least twice, and over all of them every bit of a byte.
    for (int bit = 0; bit < whole.length * 8; bit += 3) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, flipped);

      List<ManifestEntry> read = List.of();
      try {
        read = readAll(1);
      } catch (IOException e) {
        continue;
      }
      // A frame of zstd has a bit that means nothing.
      harmless++;
      assertThat(read).as("bit " + bit).isEqualTo(Entries.files(3));
    }
    assertThat(harmless).isLessThan(8);
  }

  private SegmentPosition write(List<ManifestEntry> entries, int max) throws IOException {
    try (SegmentWriter writer = SegmentWriter.open(folder, max, SegmentPosition.START)) {
      append(writer, entries);
      return writer.commit();
    }
  }

  private static void append(SegmentWriter writer, List<ManifestEntry> entries)
      throws IOException {
    for (ManifestEntry entry : entries) {
      writer.append(entry);
    }
  }

  private List<ManifestEntry> readAll(int segments) throws IOException {
    return read(new Partition(1, segments), 0);
  }

  private List<ManifestEntry> read(Partition partition, long done) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    try (SegmentReader reader = SegmentReader.open(folder, partition, done)) {
      ManifestEntry entry = reader.next();
      while (entry != null) {
        entries.add(entry);
        entry = reader.next();
      }
    }
    return entries;
  }
}
