package io.efsmigrator.posix;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The extended attributes of one entry, ACLs among them; nothing is kept here, each call asks.
 *
 * <p>Those of an open file go through its descriptor. Those of an entry by name go through the path of
 * its open directory in {@code /proc}, which cannot be led elsewhere, by calls that do not follow the
 * name itself: so links, fifos and devices have theirs read and set without being opened. As valid as
 * the file or directory that it came from.
 */
public final class Xattrs {

  /** Linux keeps no longer value, and hands out no longer list of names. */
  public static final int MAX_BYTES = 64 * 1024;

  private final Descriptor held;
  private final byte @Nullable [] name;
  private final Object subject;

  private Xattrs(Descriptor held, byte @Nullable [] name, Object subject) {
    this.held = held;
    this.name = name;
    this.subject = subject;
  }

  static Xattrs of(Descriptor file) {
    return new Xattrs(file, null, file.subject());
  }

  static Xattrs below(Descriptor directory, byte[] name, Object subject) {
    return new Xattrs(directory, name, subject);
  }

  /**
   * The names that this user may see; none where the file system has no attributes.
   *
   * @throws PosixException with {@code E2BIG} if they take more than {@value #MAX_BYTES} bytes
   */
  public SortedSet<XattrName> names() throws PosixException {
    int length;
    try {
      length = list();
    } catch (PosixException e) {
      if (e.errno().equals(Errno.EOPNOTSUPP)) {
        return new TreeSet<>();
      }
      throw e;
    }
    return decode(
        Scratch.mine().entries.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  private int list() throws PosixException {
    MemorySegment into = Scratch.mine().entries;
    return name == null
        ? XattrCalls.list(held.number(), into, subject)
        : XattrCalls.list(path(name), into, subject);
  }

  /** The value, or empty if there is no such attribute. */
  public Optional<byte[]> value(XattrName attribute) throws PosixException {
    Scratch scratch = Scratch.mine();
    MemorySegment into = scratch.entries;
    MemorySegment asked = scratch.second(attribute.raw());
    Object what = new Subject(subject, attribute);
    int length;
    try {
      length = name == null
          ? XattrCalls.get(held.number(), asked, into, what)
          : XattrCalls.get(path(name), asked, into, what);
    } catch (PosixException e) {
      if (e.errno().equals(Errno.ENODATA)) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(into.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  /** Sets an attribute, new or not; its value has at most {@value #MAX_BYTES} bytes. */
  public void set(XattrName attribute, byte[] value) throws PosixException {
    Scratch scratch = Scratch.mine();
    MemorySegment from = scratch.entries.asSlice(0, value.length);
    MemorySegment.copy(value, 0, from, ValueLayout.JAVA_BYTE, 0, value.length);
    MemorySegment called = scratch.second(attribute.raw());
    Object what = new Subject(subject, attribute);
    if (name == null) {
      XattrCalls.set(held.number(), called, from, what);
    } else {
      XattrCalls.set(path(name), called, from, what);
    }
  }

  /** Removes an attribute; one that is not there is no error. */
  public void remove(XattrName attribute) throws PosixException {
    MemorySegment called = Scratch.mine().second(attribute.raw());
    Object what = new Subject(subject, attribute);
    try {
      if (name == null) {
        XattrCalls.remove(held.number(), called, what);
      } else {
        XattrCalls.remove(path(name), called, what);
      }
    } catch (PosixException e) {
      if (!e.errno().equals(Errno.ENODATA)) {
        throw e;
      }
    }
  }

  /**
   * Which namespaces the file system of this entry has at all. One question each, without writing;
   * a list of names tells only if it is refused, because Linux answers with an empty one, too, where
   * there are none.
   *
   * <p>Whoever is not root is told that there is no such trusted attribute before Linux looks at the
   * file system, so these count only beside others; no file system has them alone.
   *
   * <p>The NFS client answers these itself, without its server, if that speaks no NFSv4.2 ({@code
   * nfs4_xattr_get_nfs4_user} in Linux's {@code fs/nfs/nfs4proc.c}); EFS speaks 4.0 and 4.1.
   */
  public Set<XattrNamespace> namespaces() throws PosixException {
    if (!canList()) {
      // FUSE without attributes still has a word for ACLs; without a list nobody finds one to copy.
      return EnumSet.noneOf(XattrNamespace.class);
    }
    Set<XattrNamespace> had = EnumSet.noneOf(XattrNamespace.class);
    for (XattrNamespace namespace : XattrNamespace.values()) {
      if (has(namespace)) {
        had.add(namespace);
      }
    }
    return had.equals(EnumSet.of(XattrNamespace.TRUSTED))
        ? EnumSet.noneOf(XattrNamespace.class)
        : had;
  }

  private boolean canList() {
    try {
      return list() >= 0;
    } catch (PosixException e) {
      return !e.errno().equals(Errno.EOPNOTSUPP);
    }
  }

  private boolean has(XattrNamespace namespace) throws PosixException {
    try {
      value(namespace.probe());
      return true;
    } catch (PosixException e) {
      if (e.errno().equals(Errno.EOPNOTSUPP) || e.errno().equals(Errno.ENOSYS)) {
        return false;
      }
      if (e.errno().equals(Errno.EACCES) || e.errno().equals(Errno.EPERM)) {
        // There are some, only not for us.
        return true;
      }
      throw e;
    }
  }

  private SortedSet<XattrName> decode(byte[] list) throws PosixException {
    SortedSet<XattrName> names = new TreeSet<>();
    int start = 0;
    for (int i = 0; i < list.length; i++) {
      if (list[i] == 0) {
        byte[] bytes = Arrays.copyOfRange(list, start, i);
        if (!XattrName.isName(bytes)) {
          // A damaged or hostile file system; such an attribute can be neither read nor ignored.
          throw new PosixException(Errno.EIO, "listxattr", subject.toString());
        }
        names.add(XattrName.of(bytes));
        start = i + 1;
      }
    }
    return names;
  }

  private MemorySegment path(byte[] entry) {
    byte[] directory = ("/proc/self/fd/" + held.number() + "/").getBytes(StandardCharsets.US_ASCII);
    byte[] path = Arrays.copyOf(directory, directory.length + entry.length);
    System.arraycopy(entry, 0, path, directory.length, entry.length);
    return Scratch.mine().first(path);
  }

  /** Put into words only for an error or for a call that hangs. */
  private record Subject(Object entry, XattrName attribute) {
    @Override
    public String toString() {
      return entry + " (" + attribute + ")";
    }
  }
}
