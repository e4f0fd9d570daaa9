package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Buffers;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Copies the content of one file in blocks and hashes it on the way; holes stay holes.
 *
 * <p>Safe for several threads, each with a block and a buffer of its own.
 */
final class FileContent {

  static final int BLOCK_BYTES = Buffers.LARGE_BYTES;

  private static final byte[] ZEROS = new byte[1 << 13];

  private final SourceFile in;
  private final OpenFile out;
  private final long sizeBytes;
  private final boolean mayHaveHoles;
  private final CopyGuard guard;
  private final Pace pace;

  FileContent(SourceFile in, Stat source, OpenFile out, CopyGuard guard, Pace pace) {
    this.in = in;
    this.out = out;
    this.sizeBytes = source.sizeBytes();
    this.mayHaveHoles = source.mayHaveHoles();
    this.guard = guard;
    this.pace = pace;
  }

  /** Copies all, or what there is if the source has become shorter: the caller looks again. */
  Sha256 copy(Buffers buffers) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    ByteBuffer buffer = buffers.take(sizeBytes);
    try {
      long at = 0;
      boolean more = sizeBytes > 0;
      while (more) {
        int wanted = (int) Math.min(buffer.capacity(), sizeBytes - at);
        int got = copyBlock(buffer, at, wanted);
        digest.update(buffer);
        at += got;
        more = got == wanted && at < sizeBytes;
      }
    } finally {
      buffers.giveBack(buffer);
    }
    end();
    return Sha256.of(digest);
  }

  /** A hole at the end of the file is behind the last byte written. */
  void end() throws IOException {
    if (mayHaveHoles) {
      guard.check();
      out.truncate(sizeBytes);
    }
  }

  /**
   * Copies one block and leaves its content in the buffer, ready to be hashed.
   *
   * @return how many bytes, fewer than wanted if the source ends before
   */
  int copyBlock(ByteBuffer buffer, long from, int wanted) throws IOException {
    return block(buffer, from, wanted, true);
  }

  /** As {@link #copyBlock}, for a block that the target has already. */
  int readBlock(ByteBuffer buffer, long from, int wanted) throws IOException {
    return block(buffer, from, wanted, false);
  }

  private int block(ByteBuffer buffer, long from, int wanted, boolean write) throws IOException {
    buffer.clear();
    long end = from + wanted;
    long at = from;
    while (at < end) {
      long data = mayHaveHoles ? in.nextData(at, end) : at;
      zeros(buffer, (int) (data - at));
      long hole = mayHaveHoles && data < end ? in.nextHole(data, end) : end;
      at = data + copyData(buffer, data, (int) (hole - data), write);
      if (at < hole || (at == data && data < end)) {
        // The source ends here, or says that there is neither data nor a hole.
        break;
      }
    }
    buffer.flip();
    return buffer.limit();
  }

  private int copyData(ByteBuffer buffer, long from, int wanted, boolean write)
      throws IOException {
    int start = buffer.position();
    buffer.limit(start + wanted);
    pace.bytes(wanted);
    // A READ for each MiB, and a WRITE.
    pace.requests((write ? 2 : 1) * Math.ceilDiv(wanted, 1 << 20));
    int got = 1;
    while (buffer.hasRemaining() && got > 0) {
      got = in.read(buffer, from + buffer.position() - start);
    }
    int copied = buffer.position() - start;
    if (write && copied > 0) {
      guard.check();
      out.write(buffer.duplicate().position(start).limit(start + copied), from);
    }
    buffer.limit(buffer.capacity());
    return copied;
  }

  private static void zeros(ByteBuffer buffer, int count) {
    for (int rest = count; rest > 0; rest -= ZEROS.length) {
      buffer.put(ZEROS, 0, Math.min(rest, ZEROS.length));
    }
  }
}
