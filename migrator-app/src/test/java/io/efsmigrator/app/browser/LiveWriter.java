package io.efsmigrator.app.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that goes on appending to its file: whoever copies it never sees it at rest. */
final class LiveWriter implements AutoCloseable {

  /** To read so much takes many times as long as the pause between two changes. */
  private static final int BEGINNING = 8 << 20;
  private static final Duration PAUSE = Duration.ofNanos(50_000);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final FileChannel channel;
  private final Thread thread;

  LiveWriter(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
    channel.write(ByteBuffer.allocate(BEGINNING));
    thread = Thread.ofPlatform().daemon().name("live-writer").start(this::write);
  }

  private void write() {
    try {
      while (!stopped.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
        channel.write(ByteBuffer.wrap(new byte[]{'x'}));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stopped.countDown();
    try (channel) {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
