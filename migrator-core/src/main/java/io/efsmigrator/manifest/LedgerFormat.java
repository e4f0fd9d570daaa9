package io.efsmigrator.manifest;

import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** Ledger entries as Avro records; an empty hash and the error number 0 stand for none. */
final class LedgerFormat implements RecordFormat<LedgerEntry> {

  private static final byte[] NONE = {};
  private static final EnumFormat<Kind> KIND = new EnumFormat<>(Kind.class);
  private static final EnumFormat<Outcome> OUTCOME = new EnumFormat<>(Outcome.class);

  private static final Schema SCHEMA = SchemaBuilder.record("LedgerEntry")
      .namespace("io.efsmigrator.manifest").fields()
      .requiredBytes("path")
      .name("kind").type(KIND.schema()).noDefault()
      .name("outcome").type(OUTCOME.schema()).noDefault()
      .requiredLong("bytes").requiredBytes("sha256")
      .requiredLong("sourceCtimeSeconds").requiredInt("sourceCtimeNanos")
      .requiredLong("sourceInode")
      .requiredInt("errno").requiredInt("attempts").requiredString("detail")
      .endRecord();

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public void write(LedgerEntry entry, Encoder encoder) throws IOException {
    Sha256 sha256 = entry.sha256();
    Errno errno = entry.errno();
    encoder.writeBytes(entry.path().bytes());
    KIND.write(entry.kind(), encoder);
    OUTCOME.write(entry.outcome(), encoder);
    encoder.writeLong(entry.bytes());
    encoder.writeBytes(sha256 == null ? NONE : sha256.bytes());
    encoder.writeLong(entry.sourceCtime().seconds());
    encoder.writeInt(entry.sourceCtime().nanos());
    encoder.writeLong(entry.sourceInode());
    encoder.writeInt(errno == null ? 0 : errno.code());
    encoder.writeInt(entry.attempts());
    encoder.writeString(entry.detail());
  }

  @Override
  public LedgerEntry read(Decoder decoder) throws IOException {
    RelativePath path = RelativePath.of(BytesFormat.read(decoder));
    Kind kind = KIND.read(decoder);
    Outcome outcome = OUTCOME.read(decoder);
    long bytes = decoder.readLong();
    byte[] sha256 = BytesFormat.read(decoder);
    Timestamp ctime = new Timestamp(decoder.readLong(), decoder.readInt());
    long inode = decoder.readLong();
    int errno = decoder.readInt();
    return new LedgerEntry(path, kind, outcome, bytes,
        sha256.length == 0 ? null : Sha256.of(sha256),
        ctime, inode, errno == 0 ? null : Errno.of(errno), decoder.readInt(),
        decoder.readString());
  }
}
