package io.efsmigrator.manifest;

import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Manifest entries as Avro records. */
final class ManifestFormat implements RecordFormat<ManifestEntry> {

  private static final byte[] NONE = {};
  private static final EnumFormat<Kind> KIND = new EnumFormat<>(Kind.class);

  private static final Schema SCHEMA = SchemaBuilder.record("ManifestEntry")
      .namespace("io.efsmigrator.manifest").fields()
      .name("kind").type(KIND.schema()).noDefault()
      .requiredBytes("path")
      .requiredInt("mode").requiredLong("uid").requiredLong("gid").requiredLong("sizeBytes")
      .requiredLong("mtimeSeconds").requiredInt("mtimeNanos")
      .requiredLong("ctimeSeconds").requiredInt("ctimeNanos")
      .requiredLong("inode").requiredLong("rdev").requiredLong("linkCount")
      .requiredBytes("linkTarget").requiredBytes("firstName")
      .endRecord();

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public void write(ManifestEntry entry, Encoder encoder) throws IOException {
    LinkTarget target = entry.linkTarget();
    RelativePath firstName = entry.firstName();
    KIND.write(entry.kind(), encoder);
    encoder.writeBytes(entry.path().bytes());
    write(entry.metadata(), encoder);
    encoder.writeBytes(target == null ? NONE : target.bytes());
    encoder.writeBytes(firstName == null ? NONE : firstName.bytes());
  }

  @Override
  public ManifestEntry read(Decoder decoder) throws IOException {
    Kind kind = KIND.read(decoder);
    RelativePath path = RelativePath.of(BytesFormat.read(decoder));
    Metadata metadata = readMetadata(decoder);
    byte[] target = BytesFormat.read(decoder);
    byte[] firstName = BytesFormat.read(decoder);
    return new ManifestEntry(kind, path, metadata,
        target.length == 0 ? null : LinkTarget.of(target),
        firstNameOrNull(firstName));
  }

  private static void write(Metadata metadata, Encoder encoder) throws IOException {
    encoder.writeInt(metadata.mode());
    encoder.writeLong(metadata.uid());
    encoder.writeLong(metadata.gid());
    encoder.writeLong(metadata.sizeBytes());
    encoder.writeLong(metadata.mtime().seconds());
    encoder.writeInt(metadata.mtime().nanos());
    encoder.writeLong(metadata.ctime().seconds());
    encoder.writeInt(metadata.ctime().nanos());
    encoder.writeLong(metadata.inode());
    encoder.writeLong(metadata.rdev());
    encoder.writeLong(metadata.linkCount());
  }

  private static Metadata readMetadata(Decoder decoder) throws IOException {
    return new Metadata(decoder.readInt(), decoder.readLong(), decoder.readLong(),
        decoder.readLong(), new Timestamp(decoder.readLong(), decoder.readInt()),
        new Timestamp(decoder.readLong(), decoder.readInt()), decoder.readLong(),
        decoder.readLong(), decoder.readLong());
  }

  private static @Nullable RelativePath firstNameOrNull(byte[] bytes) {
    return bytes.length == 0 ? null : RelativePath.of(bytes);
  }
}
