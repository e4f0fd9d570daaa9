package io.efsmigrator.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.Decoder;

/** Byte strings out of an Avro decoder. */
final class BytesFormat {

  private BytesFormat() {}

  static byte[] read(Decoder decoder) throws IOException {
    ByteBuffer read = decoder.readBytes(null);
    byte[] bytes = new byte[read.remaining()];
    read.get(bytes);
    return bytes;
  }
}
