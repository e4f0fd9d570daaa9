package io.efsmigrator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our files are written by hand; Avro's own reader, which knows nothing of us, must agree. */
class AvroCompatibilityTests {

  @TempDir
  private Path folder;

  @Test
  void avroItselfReadsALedger() throws IOException {
    Path file = folder.resolve("ledger.avro");
    try (Ledger ledger = Ledger.open(file)) {
      ledger.append(Entries.copied(0, 3));
      ledger.append(List.of(Entries.failed()));
    }

    List<GenericRecord> records = records(file);

    assertThat(records).hasSize(4);
    assertThat(records.get(2).get("outcome")).hasToString("COPIED");
    assertThat(records.get(2).get("bytes")).isEqualTo(1002L);
    assertThat(records.get(3).get("errno")).isEqualTo(13);
    assertThat(records.get(3).get("detail")).hasToString(Entries.failed().detail());
  }

  @Test
  void avroItselfReadsASegment() throws IOException {
    try (SegmentWriter writer = SegmentWriter.open(folder, 100, SegmentPosition.START)) {
      for (ManifestEntry entry : Entries.ofEveryKind()) {
        writer.append(entry);
      }
      writer.commit();
    }

    List<GenericRecord> records = records(folder.resolve("000001.avro"));

    assertThat(records).hasSize(Entries.ofEveryKind().size());
    assertThat(records.getFirst().get("kind")).hasToString("FILE");
    assertThat(records.getFirst().get("path"))
        .isEqualTo(ByteBuffer.wrap("dir/file1".getBytes(StandardCharsets.UTF_8)));
    assertThat(records.get(7).get("firstName"))
        .isEqualTo(ByteBuffer.wrap("first/name".getBytes(StandardCharsets.UTF_8)));
  }

  private static List<GenericRecord> records(Path file) throws IOException {
    List<GenericRecord> records = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(),
        new GenericDatumReader<>())) {
      reader.forEach(records::add);
    }
    return records;
  }
}
