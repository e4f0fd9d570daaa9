package io.efsmigrator.manifest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The first bytes of an Avro object file: magic, schema, codec, and the marker after each block.
 *
 * <p>Ours are always the same but for the marker, so a file of another version or one that is damaged
 * here is known by plain comparison.
 */
final class BlockFileHeader {

  static final int SYNC_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Map<Schema, byte[]> STARTS = new ConcurrentHashMap<>();

  private final long length;
  private final byte[] sync;

  private BlockFileHeader(long length, byte[] sync) {
    this.length = length;
    this.sync = sync;
  }

  /** A new header with a marker of its own. */
  static byte[] create(Schema schema) {
    byte[] sync = new byte[SYNC_BYTES];
    RANDOM.nextBytes(sync);
    byte[] start = STARTS.computeIfAbsent(schema, BlockFileHeader::start);
    byte[] header = Arrays.copyOf(start, start.length + SYNC_BYTES);
    System.arraycopy(sync, 0, header, start.length, SYNC_BYTES);
    return header;
  }

  /** The header of a file, which must be of this schema. */
  static BlockFileHeader read(Path file, Schema schema) throws IOException {
    byte[] start = STARTS.computeIfAbsent(schema, BlockFileHeader::start);
    ByteBuffer found = ByteBuffer.allocate(start.length + SYNC_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (found.hasRemaining() && channel.read(found) >= 0) {
        // Reads on until the header is whole or the file ends.
      }
    }
    byte[] bytes = found.array();
    if (found.hasRemaining() || !Arrays.equals(bytes, 0, start.length, start, 0, start.length)) {
      throw new IOException(file + " is damaged in its first " + bytes.length
          + " bytes or was written by another version of efs-migrator");
    }
    return new BlockFileHeader(bytes.length, Arrays.copyOfRange(bytes, start.length, bytes.length));
  }

  /** Where the first block begins. */
  long length() {
    return length;
  }

  /** The marker that ends every block of the file. */
  byte[] sync() {
    return sync;
  }

  private static byte[] start(Schema schema) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      encoder.writeFixed(new byte[]{'O', 'b', 'j', 1});
      encoder.writeMapStart();
      encoder.setItemCount(2);
      encoder.writeString("avro.schema");
      encoder.writeBytes(schema.toString().getBytes(StandardCharsets.UTF_8));
      encoder.writeString("avro.codec");
      encoder.writeBytes("zstandard".getBytes(StandardCharsets.UTF_8));
      encoder.writeMapEnd();
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
