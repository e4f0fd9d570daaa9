package io.efsmigrator.posix;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An open directory: the place that every name is relative to.
 *
 * <p>The descriptor holds the directory itself, not its path: whoever renames a parent or plants a
 * link in its place cannot lead a later call elsewhere. No call here follows a symbolic link; only
 * the path of a root given to {@link #open} may go through links, because an operator typed it.
 *
 * <p>May be used by several threads at once, but not closed while another one uses it.
 */
public final class Directory implements AutoCloseable {

  private static final int READ_ONLY = 0;
  private static final int WRITE_ONLY = 1;
  private static final int CREATE = 0x40;
  private static final int NON_BLOCKING = 0x800;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int PATH_ONLY = 0x200000;
  private static final int REMOVE_DIRECTORY = 0x200;
  private static final byte[] DOT = {'.'};

  private final Descriptor descriptor;

  private Directory(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Opens a root. Links on the way to it are followed; below it none is. */
  public static Directory open(Path root) throws PosixException {
    Scratch scratch = Scratch.mine();
    scratch.works(root);
    byte[] path;
    // Making a URI stats the path, of all things, and may hang like any other call.
    scratch.begin("stat", root);
    try {
      path = bytes(root);
    } finally {
      scratch.end();
    }
    if (path.length >= 4096) {
      throw new PosixException(Errno.ENAMETOOLONG, "openat", root.toString());
    }
    int number = Calls.open(Calls.WORKING_DIRECTORY, scratch.first(path),
        READ_ONLY | Abi.HERE.openDirectory() | CLOSE_ON_EXEC, 0, root);
    return new Directory(new Descriptor(number, root, root));
  }

  /**
   * Opens a directory in this one; anything else of that name, a link to one too, is refused.
   *
   * <p>It is held as a place only ({@code O_PATH}): opening it for reading would ask the server
   * whether its content is still the cached one, and only a listing wants to know.
   */
  public Directory openDirectory(Name name) throws PosixException {
    return new Directory(open(name.raw(), PATH_ONLY | Abi.HERE.openDirectory(), 0, name));
  }

  /**
   * Opens a file for reading. Does not wait for the writer of a fifo: whoever gets something else
   * than a file sees it by {@link OpenFile#stat()}.
   */
  public OpenFile openFile(Name name) throws PosixException {
    return new OpenFile(open(name.raw(), READ_ONLY | NON_BLOCKING, 0, name));
  }

  /**
   * Opens a file for writing and creates it if there is none. What was there keeps its content, its
   * mode and its other names: look with {@link OpenFile#stat()} before writing or truncating.
   */
  public OpenFile createFile(Name name, int mode) throws PosixException {
    return new OpenFile(open(name.raw(), WRITE_ONLY | CREATE | NON_BLOCKING, mode, name));
  }

  /** What this directory is. */
  public Stat stat() throws PosixException {
    return descriptor.stat();
  }

  /** What the entry of this name is; a link is not followed. */
  public Stat stat(Name name) throws PosixException {
    Scratch scratch = Scratch.mine();
    Calls.stat(number(), scratch.first(name.raw()), scratch.statx, name);
    return StatLayout.read(scratch.statx);
  }

  /**
   * What the entry of this name is, or empty if there is none; any other error is thrown.
   *
   * <p>An NFS client may answer from what it remembers, for up to a minute: enough behind a
   * {@link Listing}, too little before a deletion.
   */
  public Optional<Stat> find(Name name) throws PosixException {
    return find(name, Calls::stat);
  }

  /** As {@link #find}, but the server is asked, whatever the client remembers. */
  public Optional<Stat> findAtServer(Name name) throws PosixException {
    return find(name, Calls::statAtServer);
  }

  private Optional<Stat> find(Name name, Look look) throws PosixException {
    try {
      Scratch scratch = Scratch.mine();
      look.at(number(), scratch.first(name.raw()), scratch.statx, name);
      return Optional.of(StatLayout.read(scratch.statx));
    } catch (PosixException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Hands over every name in this directory, in the order of the file system, while it reads.
   *
   * <p>Any error is thrown, after names have been handed over: what was seen until then is not the
   * content of the directory, and nothing may be concluded from a name that was not seen.
   */
  public void list(Consumer<Name> names) throws PosixException {
    listWhile(name -> {
      names.accept(name);
      return true;
    });
  }

  /**
   * Hands over names like {@link #list}, but only as long as they are wanted.
   *
   * @return whether all were: a listing that was broken off says nothing about other names
   */
  public boolean listWhile(Predicate<Name> wanted) throws PosixException {
    try (Listing listing = listing()) {
      return listing.listWhile(wanted);
    }
  }

  /** Opens it to be listed. */
  public Listing listing() throws PosixException {
    Descriptor self = openSelf();
    try {
      return new Listing(self);
    } catch (PosixException e) {
      self.close();
      throw e;
    }
  }

  /** Creates a directory. */
  public void makeDirectory(Name name, int mode) throws PosixException {
    Calls.makeDirectory(number(), Scratch.mine().first(name.raw()), mode, name);
  }

  /** Creates a symbolic link that holds the given target, whatever it is. */
  public void makeSymlink(LinkTarget target, Name name) throws PosixException {
    Scratch scratch = Scratch.mine();
    Calls.makeSymlink(scratch.first(target.raw()), number(), scratch.second(name.raw()), name);
  }

  /** What a symbolic link holds. */
  public LinkTarget readLink(Name name) throws PosixException {
    Scratch scratch = Scratch.mine();
    int length = Calls.readLink(number(), scratch.first(name.raw()), scratch.link, name);
    if (length == 0 || length > LinkTarget.MAX_BYTES) {
      // A full buffer may have been cut: half a target is worse than none.
      throw new PosixException(Errno.ENAMETOOLONG, "readlinkat", name.toString());
    }
    return LinkTarget.of(scratch.link.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  /** Creates a fifo, socket or device node. */
  public void makeNode(Name name, FileType type, int mode, long rdev) throws PosixException {
    switch (type) {
      case FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> {}
      case FILE, DIRECTORY, SYMLINK -> throw new IllegalArgumentException(type + " is no node");
    }
    Calls.makeNode(number(), Scratch.mine().first(name.raw()), StatLayout.typeBits(type) | mode,
        (int) rdev, name);
  }

  /** Gives an entry of another directory a further name here; a link is linked, not followed. */
  public void link(Directory fromDirectory, Name from, Name to) throws PosixException {
    Scratch scratch = Scratch.mine();
    Calls.link(fromDirectory.number(), scratch.first(from.raw()), number(),
        scratch.second(to.raw()), to);
  }

  /** Renames an entry of this directory, replacing what bears the new name. */
  public void rename(Name from, Directory toDirectory, Name to) throws PosixException {
    Scratch scratch = Scratch.mine();
    Calls.rename(number(), scratch.first(from.raw()), toDirectory.number(),
        scratch.second(to.raw()), from);
  }

  /** Removes a name that is no directory; for {@link Removal} only. */
  void unlink(Name name) throws PosixException {
    Calls.unlink(number(), Scratch.mine().first(name.raw()), 0, name);
  }

  /** Removes an empty directory; for {@link Removal} only. */
  void removeDirectory(Name name) throws PosixException {
    Calls.unlink(number(), Scratch.mine().first(name.raw()), REMOVE_DIRECTORY, name);
  }

  /** Sets owner and group of this directory. */
  public void setOwner(long uid, long gid) throws PosixException {
    Calls.setOwnerThrough(descriptor.through(), (int) uid, (int) gid, descriptor.subject());
  }

  /** Sets owner and group of an entry, of a link itself if it is one. */
  public void setOwner(Name name, long uid, long gid) throws PosixException {
    Calls.setOwner(number(), Scratch.mine().first(name.raw()), (int) uid, (int) gid, name);
  }

  /** Sets the mode of this directory. */
  public void setMode(int mode) throws PosixException {
    Calls.setModeThrough(descriptor.through(), mode, descriptor.subject());
  }

  /**
   * Sets the mode of an entry; a symbolic link has none and fails with {@code EOPNOTSUPP}.
   *
   * <p>Linux before 6.6 cannot change a mode by name without following a link. So the entry itself is
   * held by a descriptor first, and changed through {@code /proc}, which cannot be led elsewhere.
   */
  public void setMode(Name name, int mode) throws PosixException {
    Descriptor held = open(name.raw(), PATH_ONLY, 0, name);
    try {
      if (held.stat().type() == FileType.SYMLINK) {
        throw new PosixException(Errno.EOPNOTSUPP, "chmod", name.toString());
      }
      Calls.setModeThrough(held.through(), mode, name);
    } finally {
      held.close();
    }
  }

  /** Sets the modification time of this directory; the access time stays. */
  public void setTimes(Timestamp mtime) throws PosixException {
    Calls.setTimesThrough(descriptor.through(), Descriptor.times(mtime), descriptor.subject());
  }

  /** Sets the modification time of an entry, of a link itself if it is one. */
  public void setTimes(Name name, Timestamp mtime) throws PosixException {
    MemorySegment times = Descriptor.times(mtime);
    Calls.setTimes(number(), Scratch.mine().first(name.raw()), times, name);
  }

  /** The extended attributes of this directory. */
  public Xattrs xattrs() {
    return Xattrs.below(descriptor, DOT, descriptor.subject());
  }

  /** The extended attributes of an entry, of a link itself if it is one. */
  public Xattrs xattrs(Name name) {
    return Xattrs.below(descriptor, name.raw(), name);
  }

  /** Makes the names in this directory durable. */
  public void sync() throws PosixException {
    Descriptor readable = openSelf();
    try {
      readable.sync();
    } finally {
      readable.close();
    }
  }

  /** Makes everything written to this file system so far durable. */
  public void syncFileSystem() throws PosixException {
    Descriptor readable = openSelf();
    try {
      Calls.syncFileSystem(readable.number(), descriptor.subject());
    } finally {
      readable.close();
    }
  }

  /** How much room this file system says it has. */
  public Space space() throws PosixException {
    MemorySegment answer = Scratch.mine().statvfs;
    Calls.space(number(), answer, descriptor.subject());
    long blockBytes = answer.get(ValueLayout.JAVA_LONG, 8);
    return new Space(bytes(answer.get(ValueLayout.JAVA_LONG, 16), blockBytes),
        bytes(answer.get(ValueLayout.JAVA_LONG, 32), blockBytes),
        answer.get(ValueLayout.JAVA_LONG, 40), answer.get(ValueLayout.JAVA_LONG, 56));
  }

  /** Lets the directory go; closing twice is harmless. */
  @Override
  public void close() throws PosixException {
    descriptor.close();
  }

  private interface Look {
    void at(int directory, MemorySegment name, MemorySegment into, Object subject)
        throws PosixException;
  }

  private int number() {
    return descriptor.number();
  }

  private Descriptor openSelf() throws PosixException {
    return open(DOT, READ_ONLY | Abi.HERE.openDirectory(), 0, descriptor.subject());
  }

  private Descriptor open(byte[] name, int flags, int mode, Object subject)
      throws PosixException {
    int number = Calls.open(number(), Scratch.mine().first(name),
        flags | Abi.HERE.openNoFollow() | CLOSE_ON_EXEC, mode, subject);
    return new Descriptor(number, subject, descriptor.root());
  }

  private static long bytes(long blocks, long blockBytes) {
    // EFS reports 8 EiB, one more than a long holds.
    long high = Math.multiplyHigh(blocks, blockBytes);
    long low = blocks * blockBytes;
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }

  /** The exact bytes of a path: its text may have lost some, its URI has not. */
  private static byte[] bytes(Path path) {
    String encoded = path.toAbsolutePath().toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }
}
