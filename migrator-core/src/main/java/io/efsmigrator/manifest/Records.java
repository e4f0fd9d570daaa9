package io.efsmigrator.manifest;

import io.efsmigrator.posix.RelativePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How the records of a {@link RecordLog} become bytes. */
public final class Records {

  /** Writes the fields of a record. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the fields of a record. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /** Makes a record of its bytes. */
  @FunctionalInterface
  public interface Decoder<T> {
    T decode(byte[] payload) throws IOException;
  }

  private Records() {}

  /** The bytes of a record. */
  public static byte[] encode(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** The record with these bytes. */
  public static <T> T decode(byte[] payload, Reader<T> reader) throws IOException {
    return reader.read(new DataInputStream(new ByteArrayInputStream(payload)));
  }

  /** Writes a path. */
  public static void writePath(DataOutputStream out, RelativePath path) throws IOException {
    writeBytes(out, path.bytes());
  }

  /** Reads a path. */
  public static RelativePath readPath(DataInputStream in) throws IOException {
    return RelativePath.of(readBytes(in));
  }

  /** Writes bytes with their number before them. */
  public static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads bytes with their number before them. */
  public static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
