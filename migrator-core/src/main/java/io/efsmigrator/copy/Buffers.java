package io.efsmigrator.copy;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Direct buffers that are used again: as many as there ever were copies at the same time.
 *
 * <p>Not one per thread, because the threads may be virtual and then are as many as the files.
 */
final class Buffers {

  /** The most that one NFS request carries on EFS. */
  private static final int BYTES = 1 << 20;

  private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();

  ByteBuffer take() {
    ByteBuffer buffer = free.pollLast();
    return buffer == null ? ByteBuffer.allocateDirect(BYTES) : buffer;
  }

  void giveBack(ByteBuffer buffer) {
    free.addLast(buffer);
  }
}
