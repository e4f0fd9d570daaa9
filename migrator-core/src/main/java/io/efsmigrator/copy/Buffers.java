package io.efsmigrator.copy;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Direct buffers that are used again: as many as there ever were copies at the same time.
 *
 * <p>Of two sizes, because nearly every file is small and the memory of a run must not be that of
 * its threads times the largest request. Not one per thread, because the threads may be virtual and
 * then are as many as the files.
 */
final class Buffers {

  private static final int SMALL_BYTES = 1 << 17;

  private final ConcurrentLinkedDeque<ByteBuffer> small = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<ByteBuffer> large = new ConcurrentLinkedDeque<>();

  /** A buffer for a file of this size: the whole of it, or {@link FileContent#BLOCK_BYTES}. */
  ByteBuffer take(long sizeBytes) {
    boolean fits = sizeBytes <= SMALL_BYTES;
    ByteBuffer buffer = (fits ? small : large).pollLast();
    return buffer == null
        ? ByteBuffer.allocateDirect(fits ? SMALL_BYTES : FileContent.BLOCK_BYTES)
        : buffer;
  }

  void giveBack(ByteBuffer buffer) {
    (buffer.capacity() == SMALL_BYTES ? small : large).addLast(buffer);
  }
}
