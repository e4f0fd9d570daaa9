package io.efsmigrator.app.sandbox;

import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Timestamp;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a tree below one root, with exact modes, times and, as root, owners.
 *
 * <p>Directory times are set in the end, deepest first, because every new entry changes them.
 */
final class TreeWriter implements AutoCloseable {

  /** The user and group that a telephone system writes as. */
  private static final long OWNER = 100;
  private static final long GROUP = 101;
  private static final int BUFFER_BYTES = 1 << 20;

  private final Directory root;
  private final boolean privileged;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final List<List<Name>> folders = new ArrayList<>();
  private final Set<List<Name>> known = new HashSet<>();

  private TreeWriter(Directory root, boolean privileged) {
    this.root = root;
    this.privileged = privileged;
  }

  static TreeWriter open(Path path) throws PosixException {
    Directory root = Directory.open(path);
    // Only root may give files away; everybody else keeps them.
    try (Directory self = Directory.open(Path.of("/proc/self"))) {
      return new TreeWriter(root, self.stat().uid() == 0);
    }
  }

  /** Whether this process may do what only root may, such as reading a file of mode 0000. */
  boolean privileged() {
    return privileged;
  }

  /** The directory of that path below the root, made with its parents where missing. */
  Folder folder(List<Name> path, int mode) throws PosixException {
    Directory here = root;
    for (int depth = 1; depth <= path.size(); depth++) {
      Name name = path.get(depth - 1);
      List<Name> sofar = List.copyOf(path.subList(0, depth));
      if (known.add(sofar)) {
        folders.add(sofar);
        make(here, name, mode);
      }
      Directory next = here.openDirectory(name);
      if (here != root) {
        here.close();
      }
      here = next;
    }
    return new Folder(here);
  }

  private void make(Directory parent, Name name, int mode) throws PosixException {
    unlessThere(() -> parent.makeDirectory(name, mode));
    parent.setMode(name, mode);
    if (privileged) {
      parent.setOwner(name, OWNER, GROUP);
    }
  }

  /** Sets the times of all directories, children before their parents. */
  void finish(Timestamp mtime) throws PosixException {
    for (List<Name> path : folders.reversed()) {
      try (Folder folder = folder(path, 0)) {
        folder.directory.setTimes(mtime);
      }
    }
    root.setTimes(mtime);
  }

  @Override
  public void close() throws PosixException {
    root.close();
  }

  @FunctionalInterface
  private interface Making {
    void run() throws PosixException;
  }

  /** An earlier generation that was killed may have made it, and then it is the same. */
  private static void unlessThere(Making making) throws PosixException {
    try {
      making.run();
    } catch (PosixException e) {
      if (!e.errno().equals(Errno.EEXIST)) {
        throw e;
      }
    }
  }

  /** One open directory of the tree. */
  final class Folder implements AutoCloseable {

    private final Directory directory;

    private Folder(Directory directory) {
      this.directory = directory;
    }

    /** A file with part of these bytes as its content. */
    void file(Name name, byte[] bytes, int from, int length, int mode, Timestamp mtime)
        throws PosixException {
      try (OpenFile file = create(name)) {
        file.truncate(length);
        write(file, bytes, from, length, 0);
        finish(file, mode, mtime);
      }
    }

    /** A file that is a hole but for these bytes at its end. */
    void sparse(Name name, byte[] end, long sizeBytes, Timestamp mtime) throws PosixException {
      try (OpenFile file = create(name)) {
        file.truncate(sizeBytes);
        write(file, end, 0, end.length, sizeBytes - end.length);
        finish(file, 0640, mtime);
      }
    }

    private OpenFile create(Name name) throws PosixException {
      try {
        return directory.createFile(name, 0600);
      } catch (PosixException e) {
        if (!e.errno().equals(Errno.EACCES)) {
          throw e;
        }
        // An earlier generation has finished it with a mode that forbids writing.
        directory.setMode(name, 0600);
        return directory.createFile(name, 0600);
      }
    }

    private void write(OpenFile file, byte[] bytes, int from, int length, long offset)
        throws PosixException {
      buffer.clear();
      buffer.put(bytes, from, length).flip();
      file.write(buffer, offset);
    }

    private void finish(OpenFile file, int mode, Timestamp mtime) throws PosixException {
      if (privileged) {
        file.setOwner(OWNER, GROUP);
      }
      // After the owner: giving a file away takes its setuid bit.
      file.setMode(mode);
      file.setTimes(mtime);
    }

    void link(Name from, Name to) throws PosixException {
      unlessThere(() -> directory.link(directory, from, to));
    }

    void symlink(String target, Name name, Timestamp mtime) throws PosixException {
      unlessThere(() -> directory.makeSymlink(LinkTarget.of(target), name));
      directory.setTimes(name, mtime);
    }

    void fifo(Name name, Timestamp mtime) throws PosixException {
      unlessThere(() -> directory.makeNode(name, FileType.FIFO, 0600, 0));
      directory.setTimes(name, mtime);
    }

    @Override
    public void close() throws PosixException {
      directory.close();
    }
  }
}
