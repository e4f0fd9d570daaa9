package io.efsmigrator.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/**
 * Changes a tree a thousand times a second: creates, appends, renames, deletes, rewrites behind the
 * same size and time, and makes files, links, fifos and directories out of each other.
 *
 * <p>Every file tells by itself whether it is whole: records of one length, each with the number of
 * the state it belongs to and a checksum. All records of a file written at once share one number.
 */
final class BusyWriter implements AutoCloseable {

  static final int RECORD = 512;
  private static final long NANOS_PER_CHANGE = 1_000_000;
  private static final int DIRECTORIES = 20;
  private static final int NAMES = 40;

  private final Path root;
  private final Path canary;
  private final Random random;
  private final Thread thread;
  private volatile boolean stopped;
  private final AtomicLong changes = new AtomicLong();
  private long states;

  BusyWriter(Path root, Path canary, long seed) {
    this.root = root;
    this.canary = canary;
    this.random = new Random(seed);
    this.thread = Thread.ofPlatform().daemon().start(this::run);
  }

  /** How many changes succeeded so far. */
  long changes() {
    return changes.get();
  }

  @Override
  public void close() {
    stopped = true;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.join(Duration.ofMinutes(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Whether a content is one that a writer left between two changes; appended states differ. */
  static boolean isWhole(byte[] content) {
    if (content.length % RECORD != 0) {
      return false;
    }
    for (int at = 0; at < content.length; at += RECORD) {
      ByteBuffer record = ByteBuffer.wrap(content, at, RECORD);
      CRC32 crc = new CRC32();
      crc.update(content, at, RECORD - Long.BYTES);
      boolean first = at == 0 || record.getLong(at + 8) == at / RECORD;
      if (record.getLong(at + RECORD - Long.BYTES) != crc.getValue() || !first) {
        return false;
      }
    }
    return sameBase(content);
  }

  /** The records up to the count named in the first one were written at once, under one number. */
  private static boolean sameBase(byte[] content) {
    if (content.length == 0) {
      return true;
    }
    ByteBuffer all = ByteBuffer.wrap(content);
    long state = all.getLong(0);
    long base = all.getLong(16);
    for (int i = 0; i < base; i++) {
      if (i * RECORD >= content.length || all.getLong(i * RECORD) != state) {
        return false;
      }
    }
    return true;
  }

  private void run() {
    long next = System.nanoTime();
    while (!stopped) {
      try {
        change();
        changes.incrementAndGet();
      } catch (IOException e) {
        // It met another one's result, a name that is gone or a directory in the way: another at once.
        continue;
      }
      next += NANOS_PER_CHANGE;
      long rest = next - System.nanoTime();
      if (rest > 0) {
        LockSupport.parkNanos(rest);
      } else if (rest < -TimeUnit.SECONDS.toNanos(1)) {
        next = System.nanoTime();
      }
    }
  }

  private void change() throws IOException {
    Path directory = root.resolve("d" + random.nextInt(DIRECTORIES));
    Path name = directory.resolve("n" + random.nextInt(NAMES));
    switch (random.nextInt(16)) {
      case 0 -> Files.createDirectories(directory);
      case 1, 2, 3, 4 -> replace(name, content(1 + random.nextInt(60)));
      case 5, 6 -> append(name);
      case 7 -> Files.deleteIfExists(name);
      case 8 -> Files.move(name, root.resolve("d" + random.nextInt(DIRECTORIES)).resolve(
          "n" + random.nextInt(NAMES)), StandardCopyOption.ATOMIC_MOVE);
      case 9, 10, 11 -> rewriteBehindTheSameTime(name);
      case 12 -> {
        Files.deleteIfExists(name);
        Files.createSymbolicLink(name, canary);
      }
      case 13 -> {
        Files.deleteIfExists(name);
        // Waited for, or it would follow a link that a later change makes of the directory.
        new ProcessBuilder(List.of("mkfifo", name.toString())).start().onExit().join();
      }
      case 14 -> {
        Files.deleteIfExists(name);
        Files.createDirectory(name);
      }
      default -> swapForALink(directory);
    }
  }

  /** As programs save files: beside, then renamed into place. */
  private void replace(Path name, byte[] content) throws IOException {
    Path beside = name.resolveSibling(".saving");
    Files.write(beside, content);
    Files.move(beside, name, StandardCopyOption.ATOMIC_MOVE);
  }

  private void append(Path name) throws IOException {
    if (Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)) {
      int records = (int) (Files.size(name) / RECORD);
      try (FileChannel file = FileChannel.open(name, StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS)) {
        file.write(record(++states, records, 0));
      }
    }
  }

  /** One write, so that a reader between two changes never sees half of it; the time is put back. */
  private void rewriteBehindTheSameTime(Path name) throws IOException {
    if (Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)) {
      FileTime time = Files.getLastModifiedTime(name);
      byte[] content = content((int) (Files.size(name) / RECORD));
      try (FileChannel file = FileChannel.open(name, StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS)) {
        file.write(ByteBuffer.wrap(content));
      }
      Files.setLastModifiedTime(name, time);
    }
  }

  /** A directory is a link to elsewhere for a moment: nothing may be read or written through it. */
  private void swapForALink(Path directory) throws IOException {
    Path aside = root.resolve("aside");
    Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.createSymbolicLink(directory, canary);
      Thread.onSpinWait();
      Files.delete(directory);
    } finally {
      Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private byte[] content(int records) {
    long state = ++states;
    byte[] content = new byte[records * RECORD];
    for (int i = 0; i < records; i++) {
      record(state, i, records).get(content, i * RECORD, RECORD);
    }
    return content;
  }

  private static ByteBuffer record(long state, int index, int base) {
    byte[] bytes = new byte[RECORD];
    Arrays.fill(bytes, (byte) state);
    ByteBuffer record = ByteBuffer.wrap(bytes);
    record.putLong(0, state).putLong(8, index).putLong(16, base);
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, RECORD - Long.BYTES);
    return record.putLong(RECORD - Long.BYTES, crc.getValue()).rewind();
  }
}
