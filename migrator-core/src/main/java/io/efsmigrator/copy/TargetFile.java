package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.util.Set;

/**
 * Opens the file to write, which is certainly a file and has no other name, by a mount neither.
 *
 * @param file the open file
 * @param stat what it was when it was opened
 */
record TargetFile(OpenFile file, Stat stat) {

  /** What the kernel answers where something stands that cannot be written like a file. */
  private static final Set<Errno> IN_THE_WAY = Set.of(Errno.ELOOP, Errno.EISDIR, Errno.ENXIO,
      Errno.ENODEV, Errno.EACCES, Errno.EPERM, Errno.ETXTBSY, Errno.EOPNOTSUPP);

  /**
   * Opens or creates a file.
   *
   * <p>No {@code O_EXCL} and no look before: in the usual case nothing is there and one request does
   * it. What is there instead of a file, or is known under further names as well, is removed
   * once; if it is back then, somebody works against us and the entry fails.
   */
  static TargetFile open(Directory directory, Name name, int mode, TargetRoom room,
      CopyGuard guard) throws IOException {
    try {
      TargetFile first = create(directory, name, mode, guard);
      if (first.isAlone()) {
        return first;
      }
      first.file.close();
    } catch (PosixException e) {
      if (!IN_THE_WAY.contains(e.errno())) {
        throw e;
      }
    }
    room.make(directory, name);
    TargetFile second = create(directory, name, mode, guard);
    if (second.isAlone()) {
      return second;
    }
    second.file.close();
    throw new PosixException(Errno.EEXIST, "openat", name.toString());
  }

  private static TargetFile create(Directory directory, Name name, int mode, CopyGuard guard)
      throws IOException {
    guard.check();
    OpenFile file = directory.createFile(name, mode);
    try {
      return new TargetFile(file, file.stat());
    } catch (PosixException e) {
      file.close();
      throw e;
    }
  }

  private boolean isAlone() {
    return stat.type() == FileType.FILE && stat.linkCount() == 1 && !stat.mountRoot();
  }
}
