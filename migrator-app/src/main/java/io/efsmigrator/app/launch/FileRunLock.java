package io.efsmigrator.app.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the operating system on a file of the state folder, which guards the H2 repository and
 * with it every migration kept there.
 *
 * <p>The holder writes its name into the file after it got the lock. The file is never deleted: a
 * process that waits on a deleted file would lock something that nobody else sees.
 */
public final class FileRunLock implements RunLock {

  private static final String FILE = "run.lock";
  private static final int MAX_NAME_BYTES = 512;

  /** Someone who asks {@link #holder} has the lock for a moment; a few tries tell that apart. */
  private static final int TRIES = 5;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  /**
   * The files this process has locked. Closing any channel of a file drops all locks the process
   * has on it, so a file that we hold must not even be opened a second time.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private FileRunLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  static FileRunLock take(Path stateDirectory, Holder me) throws HeldException, IOException {
    Path file = stateDirectory.toRealPath().resolve(FILE);
    if (!OURS.add(file)) {
      throw new HeldException("this process itself");
    }
    try {
      FileChannel channel = FileChannel.open(file,
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        FileLock lock = lock(channel);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((me + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        return new FileRunLock(file, channel, lock);
      } catch (HeldException | IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (HeldException | IOException | RuntimeException e) {
      OURS.remove(file);
      throw e;
    }
  }

  /** Name of the process that holds the lock of this state folder right now, or null. */
  public static @Nullable String holder(Path stateDirectory) throws IOException {
    if (!Files.exists(stateDirectory.resolve(FILE))) {
      return null;
    }
    Path file = stateDirectory.toRealPath().resolve(FILE);
    if (OURS.contains(file)) {
      return Holder.thisProcess().toString();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
      if (lock == null) {
        return name(channel);
      }
      lock.release();
      return null;
    }
  }

  @Override
  public void check() throws IOException {
    if (!lock.isValid()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    OURS.remove(file);
  }

  private static FileLock lock(FileChannel channel) throws HeldException, IOException {
    for (int i = 0; i < TRIES; i++) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
    throw new HeldException(name(channel));
  }

  private static String name(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_NAME_BYTES);
    channel.read(bytes, 0);
    String name = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    // Between the lock and the name there is a moment in which the file is empty.
    return name.isEmpty() ? "a process that has just started" : name;
  }
}
