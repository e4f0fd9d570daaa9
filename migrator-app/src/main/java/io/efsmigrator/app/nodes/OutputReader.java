package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads one output of a command to its end, keeps its beginning and knows its unfinished line. */
final class OutputReader {

  /** As much of each output as is kept. */
  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_LINE_BYTES = 4_096;
  /** How often more output after a command's end is waited for. */
  private static final int MAX_LOOKS = 30;

  private final InputStream stream;
  private final OutputTap tap;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long totalBytes;

  private OutputReader(InputStream stream, OutputTap tap) {
    this.stream = stream;
    this.tap = tap;
  }

  static OutputReader follow(InputStream stream, OutputTap tap) {
    OutputReader reader = new OutputReader(stream, tap);
    // No virtual thread: a read of a pipe keeps its carrier, and two of these would starve all others.
    Thread.ofPlatform().daemon().name("command-output").start(reader::readAll);
    return reader;
  }

  private void readAll() {
    byte[] buffer = new byte[8_192];
    try {
      int count;
      while ((count = stream.read(buffer)) >= 0) {
        take(buffer, count);
        tap.change();
      }
    } catch (IOException e) {
      // The process was stopped; what was read until then is its output.
      return;
    } finally {
      ended.countDown();
      tap.change();
    }
  }

  private synchronized void take(byte[] buffer, int count) {
    totalBytes += count;
    int room = MAX_BYTES - kept.size();
    kept.write(buffer, 0, Math.min(room, count));
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n') {
        line.reset();
      } else if (line.size() < MAX_LINE_BYTES) {
        line.write(buffer[i]);
      }
    }
  }

  /** What was printed since the last line ended. */
  synchronized String unfinishedLine() {
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Once a prompt is answered, what comes after it is another line. */
  synchronized void startLine() {
    line.reset();
  }

  synchronized String lastLine() {
    return Lines.last(kept.toString(StandardCharsets.UTF_8));
  }

  /** Everything, once the stream has ended, or what there is when nothing comes any more. */
  CommandOutput finish(Duration patience) throws InterruptedException {
    boolean complete = false;
    long seen = -1;
    // Not ended and nothing new: somebody else holds the stream open; what is there counts.
    for (int looks = 0; !complete && looks < MAX_LOOKS && seen != total(); looks++) {
      seen = total();
      complete = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    synchronized (this) {
      return new CommandOutput(kept.toByteArray(), complete ? totalBytes : kept.size());
    }
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  private synchronized long total() {
    return totalBytes;
  }
}
