package io.efsmigrator.posix;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The only code that takes entries of a tree away.
 *
 * <p>Never follows a link, never leaves the directory it was given, and asks for permission before
 * every single removal. An entry that is gone already counts as removed.
 */
public final class Removal {

  /** Asked before each removal; throws if it must not happen. */
  @FunctionalInterface
  public interface Permission {
    void check() throws IOException;
  }

  private final Permission permission;

  public Removal(Permission permission) {
    this.permission = permission;
  }

  /** Removes a name that is no directory, or an empty directory. */
  public void entry(Directory directory, Name name) throws IOException {
    permission.check();
    try {
      directory.unlink(name);
    } catch (PosixException e) {
      if (e.errno().equals(Errno.EISDIR)) {
        emptyDirectory(directory, name);
      } else if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  /** Removes an entry and, if it is a directory, everything below it on the same device. */
  public void tree(Directory directory, Name name) throws IOException {
    try {
      entry(directory, name);
      return;
    } catch (PosixException e) {
      if (!e.errno().equals(Errno.ENOTEMPTY) && !e.errno().equals(Errno.EEXIST)) {
        throw e;
      }
    }
    try (Directory inside = directory.openDirectory(name)) {
      if (inside.stat().device() != directory.stat().device()) {
        throw new PosixException(Errno.EXDEV, "unlinkat", name.toString());
      }
      List<Name> names = new ArrayList<>();
      inside.list(names::add);
      for (Name each : names) {
        tree(inside, each);
      }
    }
    emptyDirectory(directory, name);
  }

  private void emptyDirectory(Directory directory, Name name) throws IOException {
    permission.check();
    try {
      directory.removeDirectory(name);
    } catch (PosixException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
    }
  }
}
