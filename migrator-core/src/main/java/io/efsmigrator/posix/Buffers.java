package io.efsmigrator.posix;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Direct buffers that are used again: as many as there ever were files in work at the same time.
 *
 * <p>Of two sizes, because nearly every file is small and the memory of a run must not be that of
 * its threads times the largest request. Not one per thread, because the threads may be virtual and
 * then are as many as the files.
 */
public final class Buffers {

  /** Of a large buffer: the most that one NFS request carries on EFS. */
  public static final int LARGE_BYTES = 1 << 20;

  private static final int SMALL_BYTES = 1 << 17;

  private final ConcurrentLinkedDeque<ByteBuffer> small = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<ByteBuffer> large = new ConcurrentLinkedDeque<>();

  /** A buffer for a file of this size: for the whole of it, or for {@link #LARGE_BYTES}. */
  public ByteBuffer take(long sizeBytes) {
    boolean fits = sizeBytes <= SMALL_BYTES;
    ByteBuffer buffer = (fits ? small : large).pollLast();
    return buffer == null
        ? ByteBuffer.allocateDirect(fits ? SMALL_BYTES : LARGE_BYTES)
        : buffer;
  }

  /** Gives a buffer back that nobody uses any more. */
  public void giveBack(ByteBuffer buffer) {
    (buffer.capacity() == SMALL_BYTES ? small : large).addLast(buffer);
  }
}
