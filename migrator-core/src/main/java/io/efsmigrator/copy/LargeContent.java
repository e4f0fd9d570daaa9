package io.efsmigrator.copy;

import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Buffers;
import io.efsmigrator.posix.OpenFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The content of one large file: blocks copied by several threads, hashed in their order.
 *
 * <p>A thread takes a block, copies it, and waits until it is that block's turn to be hashed; so at
 * most as many blocks are in memory as threads are at work, and whatever is behind the last hashed
 * block is known to be whole. Nobody waits for a helper that has not begun: the thread that has the
 * file could do all of it alone.
 */
final class LargeContent {

  private static final int MAX_HELPERS = 15;
  private static final String INTERRUPTED = "interrupted while a large file was copied";

  private final FileContent content;
  private final OpenFile out;
  private final LargeFileNote note;
  private final LargeFiles large;
  private final Buffers buffers;
  private final long sizeBytes;
  private final long kept;
  private final MessageDigest digest = Sha256.newDigest();

  private long nextBlock;
  private long hashedBlocks;
  private long notedBytes;
  private int atWork;
  private boolean ended;
  private @Nullable Throwable failure;

  /** The blocks of a file of which the target has the first {@code kept} bytes already. */
  LargeContent(FileContent content, OpenFile out, LargeFileNote note, LargeFiles large,
      Buffers buffers, long sizeBytes, long kept) {
    this.content = content;
    this.out = out;
    this.note = note;
    this.large = large;
    this.buffers = buffers;
    this.sizeBytes = sizeBytes;
    this.kept = kept;
    this.notedBytes = kept;
  }

  /** Copies all, or what there is if the source has become shorter: the caller looks again. */
  Sha256 copy() throws IOException {
    try {
      for (int i = 0; i < Math.min(MAX_HELPERS, blocks() - 1); i++) {
        large.helpers().execute(this::join);
      }
    } catch (RejectedExecutionException e) {
      // The pool is being closed: what has to be done now is done by this thread.
    }
    join();
    awaitHelpers();
    content.end();
    note(sizeBytes);
    return Sha256.of(digest);
  }

  private long blocks() {
    return Math.ceilDiv(sizeBytes, FileContent.BLOCK_BYTES);
  }

  private void join() {
    synchronized (this) {
      atWork++;
    }
    Throwable thrown = null;
    try {
      long block = take();
      while (block >= 0) {
        copyBlock(block);
        block = take();
      }
    } catch (IOException | RuntimeException | Error e) {
      thrown = e;
    }
    synchronized (this) {
      atWork--;
      failure = failure == null ? thrown : failure;
      notifyAll();
    }
  }

  /** The next block, or -1 if there is none for anybody any more. */
  private synchronized long take() {
    return failure != null || ended || nextBlock == blocks() ? -1 : nextBlock++;
  }

  private void copyBlock(long block) throws IOException {
    large.goOn().check();
    long from = block * FileContent.BLOCK_BYTES;
    int wanted = (int) Math.min(FileContent.BLOCK_BYTES, sizeBytes - from);
    ByteBuffer buffer = buffers.take(sizeBytes);
    try {
      int got = from + wanted <= kept
          ? content.readBlock(buffer, from, wanted)
          : content.copyBlock(buffer, from, wanted);
      hash(block, buffer, got < wanted);
    } finally {
      buffers.giveBack(buffer);
    }
  }

  private synchronized void hash(long block, ByteBuffer buffer, boolean last) throws IOException {
    while (hashedBlocks != block && failure == null && !ended) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(INTERRUPTED);
      }
    }
    if (failure != null || ended) {
      return;
    }
    digest.update(buffer);
    hashedBlocks++;
    ended = last;
    long hashed = hashedBlocks * FileContent.BLOCK_BYTES;
    if (hashed - notedBytes >= large.noteBytes()) {
      note(hashed);
    }
    notifyAll();
  }

  /** First the bytes, then the note that says so. */
  private void note(long bytes) throws IOException {
    if (!ended && bytes > notedBytes) {
      out.sync();
      note.write(bytes);
      notedBytes = bytes;
    }
  }

  /** Returns or throws only when nobody uses the two files any more. */
  private synchronized void awaitHelpers() throws IOException {
    boolean interrupted = false;
    while (atWork > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
        failure = failure == null ? new InterruptedIOException(INTERRUPTED) : failure;
        notifyAll();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    // Helpers that have not begun find nothing to do.
    nextBlock = blocks();
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
