package io.efsmigrator.posix;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file descriptor and what can be done to whatever is behind it.
 *
 * <p>The number is handed out only while open: used after close it might be another file's.
 */
final class Descriptor {

  private static final int CLOSED = -1;
  /** {@code UTIME_OMIT}: leaves the access time as it is. */
  private static final long OMIT = 0x3ffffffe;
  private static final byte[] NO_NAME = {};
  /** {@code O_PATH | O_CLOEXEC}. */
  private static final int PLACE = 0x200000 | 0x80000;

  private final AtomicInteger number;
  private final Object subject;
  private final Path root;

  /** An open descriptor of something at or below a root. */
  Descriptor(int number, Object subject, Path root) {
    this.number = new AtomicInteger(number);
    this.subject = subject;
    this.root = root;
  }

  /** The number for this thread's next call, which is noted as one to the tree of this root. */
  int number() {
    Scratch.mine().works(root);
    int open = number.get();
    if (open == CLOSED) {
      throw new IllegalStateException(subject + " is closed");
    }
    return open;
  }

  Object subject() {
    return subject;
  }

  Path root() {
    return root;
  }

  Stat stat() throws PosixException {
    Scratch scratch = Scratch.mine();
    Calls.stat(number(), scratch.first(NO_NAME), scratch.statx, subject);
    return StatLayout.read(scratch.statx);
  }

  Stat statAtServer() throws PosixException {
    Scratch scratch = Scratch.mine();
    Calls.statAtServer(number(), scratch.first(NO_NAME), scratch.statx, subject);
    return StatLayout.read(scratch.statx);
  }

  /** The one path that cannot be led elsewhere; it works for places, too. */
  MemorySegment through() {
    byte[] path = ("/proc/self/fd/" + number()).getBytes(StandardCharsets.US_ASCII);
    return Scratch.mine().first(path);
  }

  /** A second hold on the same, as a place only: it keeps no file open at the server. */
  Descriptor place() throws PosixException {
    int place = Calls.open(Calls.WORKING_DIRECTORY, through(), PLACE, 0, subject);
    return new Descriptor(place, subject, root);
  }

  void setOwner(long uid, long gid) throws PosixException {
    Calls.setOwner(number(), (int) uid, (int) gid, subject);
  }

  void setMode(int mode) throws PosixException {
    Calls.setMode(number(), mode, subject);
  }

  void setTimes(Timestamp mtime) throws PosixException {
    Calls.setTimes(number(), times(mtime), subject);
  }

  void sync() throws PosixException {
    Calls.sync(number(), subject);
  }

  void close() throws PosixException {
    int open = number.getAndSet(CLOSED);
    if (open != CLOSED) {
      Scratch.mine().works(root);
      Calls.close(open, subject);
    }
  }

  /** Two {@code struct timespec}: the access time left alone, the modification time given. */
  static MemorySegment times(Timestamp mtime) {
    MemorySegment times = Scratch.mine().times;
    times.set(ValueLayout.JAVA_LONG, 0, 0);
    times.set(ValueLayout.JAVA_LONG, 8, OMIT);
    times.set(ValueLayout.JAVA_LONG, 16, mtime.seconds());
    times.set(ValueLayout.JAVA_LONG, 24, mtime.nanos());
    return times;
  }
}
