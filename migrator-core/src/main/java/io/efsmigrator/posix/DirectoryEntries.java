package io.efsmigrator.posix;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the kernel's directory records ({@code struct linux_dirent64}) one buffer at a time.
 *
 * <p>The names are copied out before the next call, so whoever receives them may make calls of their
 * own on the same thread.
 */
final class DirectoryEntries {

  private static final int RECORD_LENGTH = 16;
  private static final int NAME = 19;

  private DirectoryEntries() {}

  /** The next names without {@code .} and {@code ..}; empty only at the end of the directory. */
  static List<Name> next(Descriptor directory) throws PosixException {
    MemorySegment buffer = Scratch.mine().entries;
    List<Name> names = new ArrayList<>();
    while (names.isEmpty()) {
      int filled = Calls.listEntries(directory.number(), buffer, directory.subject());
      if (filled == 0) {
        return names;
      }
      byte[] records = buffer.asSlice(0, filled).toArray(ValueLayout.JAVA_BYTE);
      decode(records, names, directory.subject());
    }
    return names;
  }

  private static void decode(byte[] records, List<Name> names, Object subject)
      throws PosixException {
    int at = 0;
    while (at < records.length) {
      int length = Byte.toUnsignedInt(records[at + RECORD_LENGTH])
          + 256 * Byte.toUnsignedInt(records[at + RECORD_LENGTH + 1]);
      int start = at + NAME;
      int end = start;
      while (records[end] != 0) {
        end++;
      }
      if (!isDotOrDotDot(records, start, end)) {
        names.add(name(records, start, end, subject));
      }
      at += length;
    }
  }

  private static Name name(byte[] records, int start, int end, Object subject)
      throws PosixException {
    try {
      Name.check(records, start, end);
    } catch (IllegalArgumentException e) {
      // A damaged or hostile file system; such an entry can be neither opened nor ignored.
      String shown = Printable.of(Arrays.copyOfRange(records, start, end));
      throw new PosixException(Errno.EIO, "getdents64", subject + " (entry " + shown + ")");
    }
    return Name.checked(records, start, end);
  }

  private static boolean isDotOrDotDot(byte[] records, int start, int end) {
    return switch (end - start) {
      case 1 -> records[start] == '.';
      case 2 -> records[start] == '.' && records[start + 1] == '.';
      default -> false;
    };
  }
}
