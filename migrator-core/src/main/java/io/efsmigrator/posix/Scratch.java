package io.efsmigrator.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Native memory that one thread uses again for every call, and the call that it is in.
 *
 * <p>What is in it lasts until the thread's next call and never leaves this room. The memory goes
 * when the thread does.
 */
final class Scratch {

  /** Room for a path and its final NUL; the kernel accepts no longer one. */
  private static final int PATH_BYTES = 4096;
  /** A listing in portions, or a list of attributes or a value of one, which fit whole. */
  static final int ENTRIES_BYTES = Xattrs.MAX_BYTES;
  static final int STATX_BYTES = 256;
  /** {@code struct statvfs} has 112 bytes on 64-bit Linux. */
  private static final int STATVFS_BYTES = 256;
  private static final int TIMES_BYTES = 32;

  private static final Path NOWHERE = Path.of("");
  /** One for each thread that is alive; whoever looks at them must not keep a dead thread's. */
  private static final Set<Scratch> ALL = Collections
      .synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(() -> {
    Scratch scratch = new Scratch();
    ALL.add(scratch);
    return scratch;
  });

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment first = arena.allocate(PATH_BYTES);
  private final MemorySegment second = arena.allocate(PATH_BYTES);

  final MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
  final MemorySegment link = arena.allocate(PATH_BYTES);
  final MemorySegment statx = arena.allocate(STATX_BYTES, 8);
  final MemorySegment statvfs = arena.allocate(STATVFS_BYTES, 8);
  final MemorySegment times = arena.allocate(TIMES_BYTES, 8);
  final MemorySegment entries = arena.allocate(ENTRIES_BYTES, 8);

  private Path root = NOWHERE;
  private volatile @Nullable PendingCall pending;

  private Scratch() {}

  static Scratch mine() {
    return MINE.get();
  }

  /** The calls that threads are in at this moment. */
  static List<PendingCall> pending() {
    List<PendingCall> calls = new ArrayList<>();
    synchronized (ALL) {
      for (Scratch scratch : ALL) {
        PendingCall call = scratch.pending;
        if (call != null) {
          calls.add(call);
        }
      }
    }
    return calls;
  }

  /** The thread's next call goes to the tree of this root. */
  void works(Path newRoot) {
    root = newRoot;
  }

  void begin(String call, Object subject) {
    pending = new PendingCall(root, call, subject, System.nanoTime());
  }

  void end() {
    pending = null;
  }

  /** These bytes with a final NUL, for the first or only name of a call. */
  MemorySegment first(byte[] bytes) {
    return copy(bytes, first);
  }

  /** These bytes with a final NUL, for the second name of a call. */
  MemorySegment second(byte[] bytes) {
    return copy(bytes, second);
  }

  private static MemorySegment copy(byte[] bytes, MemorySegment room) {
    MemorySegment.copy(bytes, 0, room, ValueLayout.JAVA_BYTE, 0, bytes.length);
    room.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
    return room;
  }
}
