package io.efsmigrator.manifest;

import com.github.luben.zstd.Zstd;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads an Avro object file block by block and knows where each block ends.
 *
 * <p>A block is handed over only after its length, its marker, its checksum and every entry in it have
 * been found right; a wrong length cannot make it allocate more than the file holds. Damage is told
 * apart from an error of reading: the first is a {@link DamagedBlockException}, the second is not.
 */
final class BlockFileReader<T> implements Closeable {

  /** Two numbers of at most ten bytes each stand before the data of a block. */
  private static final int PREFIX_BYTES = 20;
  private static final long MAX_BLOCK_BYTES = 512L << 20;

  private final Path file;
  private final FileChannel channel;
  private final RecordFormat<T> format;
  private final byte[] sync;
  private final long end;
  private long position;

  private BlockFileReader(Path file, FileChannel channel, RecordFormat<T> format,
      BlockFileHeader header) throws IOException {
    this.file = file;
    this.channel = channel;
    this.format = format;
    this.sync = header.sync();
    this.end = channel.size();
    this.position = header.length();
  }

  static <T> BlockFileReader<T> open(Path file, RecordFormat<T> format) throws IOException {
    Schema schema = format.schema();
    BlockFileHeader header = BlockFileHeader.read(file, schema);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new BlockFileReader<>(file, channel, format, header);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The end of the last block that was read, or of the header. */
  long position() {
    return position;
  }

  /** The length of the file when it was opened. */
  long end() {
    return end;
  }

  /** The entries of the next block; none at all at the end of the file. */
  List<T> next() throws IOException {
    if (position == end) {
      return List.of();
    }
    ByteBuffer prefix = read(position, (int) Math.min(PREFIX_BYTES, end - position));
    long count = number(prefix);
    long size = number(prefix);
    long start = position + prefix.position();
    if (count < 1 || size < 1 || size > MAX_BLOCK_BYTES
        || size > end - start - BlockFileHeader.SYNC_BYTES) {
      throw damaged("the block is cut off or its length is wrong");
    }
    byte[] block = read(start, (int) size + BlockFileHeader.SYNC_BYTES).array();
    if (!Arrays.equals(block, (int) size, block.length, sync, 0, sync.length)) {
      throw damaged("the block does not end with the marker");
    }
    List<T> entries = decode(Arrays.copyOf(block, (int) size), count);
    position = start + block.length;
    return entries;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private List<T> decode(byte[] data, long count) throws DamagedBlockException {
    // Only memory is read here: whatever goes wrong is the fault of the bytes.
    try {
      long size = Zstd.getFrameContentSize(data);
      if (size < 1 || size > MAX_BLOCK_BYTES || count > size) {
        throw damaged("the block cannot hold " + count + " entries");
      }
      byte[] bytes = Zstd.decompress(data, (int) size);
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
      List<T> entries = new ArrayList<>((int) Math.min(count, 100_000));
      for (long i = 0; i < count; i++) {
        entries.add(format.read(decoder));
      }
      if (!decoder.isEnd()) {
        throw damaged("the block holds more than its entries");
      }
      return entries;
    } catch (DamagedBlockException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      DamagedBlockException damaged = damaged(String.valueOf(e.getMessage()));
      damaged.initCause(e);
      throw damaged;
    }
  }

  private ByteBuffer read(long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw damaged("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  /** A number as Avro writes it: zigzag, seven bits a byte. */
  private long number(ByteBuffer bytes) throws DamagedBlockException {
    long value = 0;
    for (int shift = 0; shift < 64 && bytes.hasRemaining(); shift += 7) {
      byte b = bytes.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw damaged("a number is cut off");
  }

  private DamagedBlockException damaged(String what) {
    return new DamagedBlockException(file, position, what);
  }
}
