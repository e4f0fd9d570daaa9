package io.efsmigrator.posix;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads {@code struct statx}, which is laid out alike on every processor; that is why it is used
 * instead of {@code struct stat}.
 */
final class StatLayout {

  private static final int TYPE_MASK = 0xf000;
  private static final int BLOCK_BYTES = 512;
  private static final int MODE_MASK = 0xfff;
  private static final long MOUNT_ROOT = 0x2000;

  private StatLayout() {}

  static Stat read(MemorySegment statx) {
    int mode = Short.toUnsignedInt(statx.get(ValueLayout.JAVA_SHORT, 28));
    return new Stat(type(mode), mode & MODE_MASK, unsigned(statx, 20), unsigned(statx, 24),
        statx.get(ValueLayout.JAVA_LONG, 40), time(statx, 112), time(statx, 96),
        statx.get(ValueLayout.JAVA_LONG, 32), device(statx, 136), unsigned(statx, 16),
        statx.get(ValueLayout.JAVA_LONG, 48) * BLOCK_BYTES, device(statx, 128),
        (statx.get(ValueLayout.JAVA_LONG, 8) & MOUNT_ROOT) != 0);
  }

  /** The bits of {@code S_IFMT} that make a node of this type. */
  static int typeBits(FileType type) {
    return switch (type) {
      case FIFO -> 0x1000;
      case CHARACTER_DEVICE -> 0x2000;
      case DIRECTORY -> 0x4000;
      case BLOCK_DEVICE -> 0x6000;
      case FILE -> 0x8000;
      case SYMLINK -> 0xa000;
      case SOCKET -> 0xc000;
    };
  }

  private static FileType type(int mode) {
    int bits = mode & TYPE_MASK;
    for (FileType type : FileType.values()) {
      if (typeBits(type) == bits) {
        return type;
      }
    }
    throw new IllegalStateException("no file type has the mode " + Integer.toOctalString(mode));
  }

  private static long unsigned(MemorySegment statx, long offset) {
    return Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, offset));
  }

  private static Timestamp time(MemorySegment statx, long offset) {
    return new Timestamp(statx.get(ValueLayout.JAVA_LONG, offset),
        statx.get(ValueLayout.JAVA_INT, offset + 8));
  }

  /** Major and minor number packed as {@code makedev} packs them. */
  private static long device(MemorySegment statx, long offset) {
    long major = unsigned(statx, offset);
    long minor = unsigned(statx, offset + 4);
    return (major & 0xfffff000L) << 32 | (major & 0xfffL) << 8 | (minor & 0xffffff00L) << 12
        | (minor & 0xffL);
  }
}
