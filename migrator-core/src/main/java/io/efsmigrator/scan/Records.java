package io.efsmigrator.scan;

import io.efsmigrator.posix.RelativePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How the records of the scan's own files become bytes. */
final class Records {

  /** Writes the fields of a record. */
  @FunctionalInterface
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the fields of a record. */
  @FunctionalInterface
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private Records() {}

  static byte[] encode(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  static <T> T decode(byte[] payload, Reader<T> reader) throws IOException {
    return reader.read(new DataInputStream(new ByteArrayInputStream(payload)));
  }

  static void writePath(DataOutputStream out, RelativePath path) throws IOException {
    writeBytes(out, path.bytes());
  }

  static RelativePath readPath(DataInputStream in) throws IOException {
    return RelativePath.of(readBytes(in));
  }

  static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
