package io.efsmigrator.manifest;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of records that only grows.
 *
 * <p>The file does not know what is committed: its owner keeps the length in a checkpoint, and opening
 * with that length cuts off what a crash left behind it. A record is {@code length, payload, CRC-32C};
 * one that does not add up is an error, never the end. Not for several threads.
 */
public final class RecordLog implements Closeable {

  private static final int FRAME_BYTES = 8;
  private static final int MAX_PAYLOAD_BYTES = 1 << 24;
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long written;
  private boolean dirty;

  private RecordLog(FileChannel channel, long written) {
    this.channel = channel;
    this.written = written;
  }

  /** Opens a log for appending behind its committed length; what lies beyond is cut off. */
  public static RecordLog open(Path file, long committedLength) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
    try {
      if (channel.size() < committedLength) {
        throw new IOException(file + " has lost committed records: " + channel.size()
            + " bytes where " + committedLength + " were written");
      }
      channel.truncate(committedLength).position(committedLength);
      return new RecordLog(channel, committedLength);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Appends a record; it is durable after the next {@link #sync}. */
  public void append(byte[] payload) throws IOException {
    if (payload.length > MAX_PAYLOAD_BYTES) {
      throw new IOException("a record of " + payload.length + " bytes is too long");
    }
    int needed = payload.length + FRAME_BYTES;
    if (buffer.remaining() < needed) {
      flush();
      if (buffer.capacity() < needed) {
        buffer = ByteBuffer.allocate(needed);
      }
    }
    buffer.putInt(payload.length).put(payload).putInt(checksum(payload));
    dirty = true;
  }

  /** The length with everything appended so far. */
  public long length() {
    return written + buffer.position();
  }

  /** Makes everything appended so far durable; costs nothing if that is nothing. */
  public void sync() throws IOException {
    if (dirty) {
      flush();
      channel.force(false);
      dirty = false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void flush() throws IOException {
    buffer.flip();
    written += buffer.limit();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  private static int checksum(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }

  /** Reads the records between two positions, which are where records begin. */
  public static Reader read(Path file, long from, long to) throws IOException {
    return new Reader(file, from, to);
  }

  /** A place in a log. */
  public static final class Reader implements Closeable {

    private final DataInputStream in;
    private final Path file;
    private final long to;
    private long position;

    private Reader(Path file, long from, long to) throws IOException {
      FileChannel channel = FileChannel.open(file).position(from);
      this.in = new DataInputStream(
          new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
      this.file = file;
      this.position = from;
      this.to = to;
    }

    /** Where the next record begins. */
    public long position() {
      return position;
    }

    /** The next record, or null at the end. */
    public byte @Nullable [] next() throws IOException {
      if (position >= to) {
        return null;
      }
      int length = in.readInt();
      if (length < 0 || length > MAX_PAYLOAD_BYTES) {
        throw damaged();
      }
      byte[] payload = new byte[length];
      in.readFully(payload);
      if (in.readInt() != checksum(payload)) {
        throw damaged();
      }
      position += length + FRAME_BYTES;
      return payload;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private IOException damaged() {
      return new IOException(file + " is damaged at byte " + position);
    }
  }
}
