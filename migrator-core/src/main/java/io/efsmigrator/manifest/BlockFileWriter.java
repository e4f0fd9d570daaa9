package io.efsmigrator.manifest;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Appends whole blocks to an Avro object file whose length is always known.
 *
 * <p>Avro's own writer decides by itself when a block ends, and drops the checksum when it appends to a
 * file that exists. Here a block is what the caller says is one commit, and every block carries the
 * checksum of its content.
 */
final class BlockFileWriter<T> implements Closeable {

  private static final int LEVEL = 3;

  private final FileChannel channel;
  private final RecordFormat<T> format;
  private final byte[] sync;
  private long length;
  /** Cleared for the time of a write or sync, and for good by one that fails. */
  private boolean sound = true;

  private BlockFileWriter(FileChannel channel, RecordFormat<T> format, byte[] sync, long length) {
    this.channel = channel;
    this.format = format;
    this.sync = sync;
    this.length = length;
  }

  /** Creates an empty file that is there durably, and whole, or not at all. */
  static <T> BlockFileWriter<T> create(Path file, RecordFormat<T> format) throws IOException {
    DurableFile.replace(file, BlockFileHeader.create(format.schema()));
    return append(file, format, BlockFileHeader.read(file, format.schema()).length());
  }

  /** Cuts the file to this length, the end of one of its blocks, and goes on there. */
  static <T> BlockFileWriter<T> append(Path file, RecordFormat<T> format, long length)
      throws IOException {
    BlockFileHeader header = BlockFileHeader.read(file, format.schema());
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      if (length < header.length() || channel.size() < length) {
        throw new IOException("%s has %d bytes and cannot be continued at byte %d"
            .formatted(file, channel.size(), length));
      }
      if (channel.size() > length) {
        channel.truncate(length);
        channel.force(true);
      }
      return new BlockFileWriter<>(channel, format, header.sync(), length);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Appends one block; it counts only after {@link #force}. */
  void write(List<T> entries) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    byte[] data = compress(encode(entries));
    ByteArrayOutputStream block = new ByteArrayOutputStream(data.length + 64);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(block, null);
    encoder.writeLong(entries.size());
    encoder.writeLong(data.length);
    encoder.writeFixed(data);
    encoder.writeFixed(sync);
    encoder.flush();
    startChange();
    ByteBuffer rest = ByteBuffer.wrap(block.toByteArray());
    long at = length;
    while (rest.hasRemaining()) {
      at += channel.write(rest, at);
    }
    length = at;
    sound = true;
  }

  /**
   * Makes all blocks durable. After a sync that failed the kernel may have dropped what it could not
   * write, and the next sync would succeed and lie; so such a file takes no further block, and whoever
   * opens it again finds what really is there.
   */
  void force() throws IOException {
    startChange();
    channel.force(true);
    sound = true;
  }

  /** The length of the file with all blocks written. */
  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void startChange() throws IOException {
    if (!sound) {
      throw new IOException("an earlier write failed; the file has to be opened again");
    }
    sound = false;
  }

  private byte[] encode(List<T> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(entries.size() * 128);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    for (T entry : entries) {
      format.write(entry, encoder);
    }
    encoder.flush();
    return bytes.toByteArray();
  }

  private static byte[] compress(byte[] bytes) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(LEVEL).setChecksum(true).compress(bytes);
    }
  }
}
