package io.efsmigrator.posix;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

  /** A directory may hold more names than memory does. */
  private static final int NAMES_AT_ONCE = 1_000;
  /** Answers of opening a directory that is something else, a link included, or is gone. */
  private static final Set<Errno> NO_DIRECTORY = Set.of(Errno.ENOTDIR, Errno.ELOOP, Errno.ENOENT);

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

  /** Removes a name that is no directory; a directory of that name stays, and is an error. */
  public void file(Directory directory, Name name) throws IOException {
    permission.check();
    try {
      directory.unlink(name);
    } catch (PosixException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  /**
   * Removes an entry and, if it is a directory, everything below it that is no other mount. Permission
   * is asked exactly once for each entry that is removed.
   */
  public void tree(Directory directory, Name name) throws IOException {
    try (Directory inside = directory.openDirectory(name)) {
      if (inside.stat().isOtherMount(directory.stat().device())) {
        throw new PosixException(Errno.EXDEV, "unlinkat", name.toString());
      }
      content(inside);
    } catch (PosixException e) {
      if (NO_DIRECTORY.contains(e.errno())) {
        entry(directory, name);
        return;
      }
      throw e;
    }
    emptyDirectory(directory, name);
  }

  private void content(Directory inside) throws IOException {
    List<Name> before;
    List<Name> names = List.of();
    do {
      before = names;
      // Removing changes what a listing goes through, so it begins anew.
      names = some(inside);
      for (Name each : names) {
        tree(inside, each);
      }
      // The same names again stay whatever we do; the directory itself will refuse to go.
    } while (names.size() == NAMES_AT_ONCE && !names.equals(before));
  }

  private static List<Name> some(Directory directory) throws PosixException {
    List<Name> names = new ArrayList<>();
    directory.listWhile(name -> names.add(name) && names.size() < NAMES_AT_ONCE);
    return names;
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
