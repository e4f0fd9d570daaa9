package io.efsmigrator.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Every native function of this room but those of {@link XattrCalls}, each as one method handle, with
 * one rule for errors.
 *
 * <p>The error number is captured by the linker in the same step as the call: read later, the virtual
 * machine may have overwritten it. A call that a signal interrupted is made again, up to
 * {@value #MAX_INTERRUPTIONS} times; {@code close} alone is not, because Linux has closed the
 * descriptor by then and the number may already be another file's.
 */
final class Calls {

  /** Relative to the working directory; only roots are opened so. */
  static final int WORKING_DIRECTORY = -100;
  static final int NO_FOLLOW = 0x100;
  private static final int EMPTY_PATH = 0x1000;
  private static final int NO_AUTOMOUNT = 0x800;
  private static final int FORCE_SYNC = 0x2000;
  /**
   * Everything that {@code struct stat} has but the access time. A read makes a client forget that
   * one, and asking for it again costs a round trip after each file that was read.
   */
  private static final int ALL_BUT_ACCESS_TIME = 0x7df;
  private static final int MAX_INTERRUPTIONS = 100;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE
      .varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPENAT = variadic("openat", 3,
      intOf(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE = plain("close", intOf(JAVA_INT));
  private static final MethodHandle PREAD = plain("pread",
      longOf(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle PWRITE = plain("pwrite",
      longOf(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle LSEEK = plain("lseek", longOf(JAVA_INT, JAVA_LONG, JAVA_INT));
  private static final MethodHandle FSYNC = plain("fsync", intOf(JAVA_INT));
  private static final MethodHandle SYNCFS = plain("syncfs", intOf(JAVA_INT));
  private static final MethodHandle FTRUNCATE = plain("ftruncate", intOf(JAVA_INT, JAVA_LONG));
  private static final MethodHandle FADVISE = plain("posix_fadvise",
      intOf(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle FCHMOD = plain("fchmod", intOf(JAVA_INT, JAVA_INT));
  private static final MethodHandle CHMOD = plain("chmod", intOf(ADDRESS, JAVA_INT));
  private static final MethodHandle FCHOWN = plain("fchown", intOf(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle FCHOWNAT = plain("fchownat",
      intOf(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle FUTIMENS = plain("futimens", intOf(JAVA_INT, ADDRESS));
  private static final MethodHandle UTIMENSAT = plain("utimensat",
      intOf(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle MKDIRAT = plain("mkdirat", intOf(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SYMLINKAT = plain("symlinkat",
      intOf(ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle READLINKAT = plain("readlinkat",
      longOf(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle LINKAT = plain("linkat",
      intOf(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle UNLINKAT = plain("unlinkat",
      intOf(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RENAMEAT = plain("renameat",
      intOf(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle FSTATVFS = plain("fstatvfs", intOf(JAVA_INT, ADDRESS));
  private static final MethodHandle UMASK = plain("umask", intOf(JAVA_INT));
  private static final MethodHandle STATX = variadic("syscall", 1,
      longOf(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle LIST_ENTRIES = variadic("syscall", 1,
      longOf(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle MAKE_NODE = variadic("syscall", 1,
      longOf(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  private Calls() {}

  static int open(int at, MemorySegment path, int flags, int mode, Object subject)
      throws PosixException {
    return (int) run("openat", subject,
        errno -> (int) OPENAT.invokeExact(errno, at, path, flags, mode));
  }

  /** Once and never again: see above. */
  static void close(int descriptor, Object subject) throws PosixException {
    Scratch scratch = Scratch.mine();
    MemorySegment errno = scratch.errno;
    int result;
    scratch.begin("close", subject);
    try {
      result = (int) CLOSE.invokeExact(errno, descriptor);
    } catch (Throwable t) {
      throw broken(t);
    } finally {
      scratch.end();
    }
    if (result < 0 && errno(errno) != Errno.EINTR.code()) {
      throw new PosixException(Errno.of(errno(errno)), "close", subject.toString());
    }
  }

  static int read(int descriptor, MemorySegment into, long offset, Object subject)
      throws PosixException {
    return (int) run("pread", subject,
        errno -> (long) PREAD.invokeExact(errno, descriptor, into, into.byteSize(), offset));
  }

  static int write(int descriptor, MemorySegment from, long offset, Object subject)
      throws PosixException {
    return (int) run("pwrite", subject,
        errno -> (long) PWRITE.invokeExact(errno, descriptor, from, from.byteSize(), offset));
  }

  static long seek(int descriptor, long offset, int whence, Object subject) throws PosixException {
    return run("lseek", subject,
        errno -> (long) LSEEK.invokeExact(errno, descriptor, offset, whence));
  }

  static void sync(int descriptor, Object subject) throws PosixException {
    run("fsync", subject, errno -> (int) FSYNC.invokeExact(errno, descriptor));
  }

  static void syncFileSystem(int descriptor, Object subject) throws PosixException {
    run("syncfs", subject, errno -> (int) SYNCFS.invokeExact(errno, descriptor));
  }

  static void truncate(int descriptor, long size, Object subject) throws PosixException {
    run("ftruncate", subject, errno -> (int) FTRUNCATE.invokeExact(errno, descriptor, size));
  }

  /** Only a hint; this one function returns its error number, and nobody needs it. */
  static void advise(int descriptor, int advice, Object subject) throws PosixException {
    run("posix_fadvise", subject,
        errno -> (int) FADVISE.invokeExact(errno, descriptor, 0L, 0L, advice));
  }

  static void setMode(int descriptor, int mode, Object subject) throws PosixException {
    run("fchmod", subject, errno -> (int) FCHMOD.invokeExact(errno, descriptor, mode));
  }

  /** Follows a link at the end of the path, and is meant for one of {@code /proc/self/fd} only. */
  static void setModeThrough(MemorySegment path, int mode, Object subject)
      throws PosixException {
    run("chmod", subject, errno -> (int) CHMOD.invokeExact(errno, path, mode));
  }

  /** As {@link #setModeThrough}. */
  static void setOwnerThrough(MemorySegment path, int uid, int gid, Object subject)
      throws PosixException {
    run("fchownat", subject,
        errno -> (int) FCHOWNAT.invokeExact(errno, WORKING_DIRECTORY, path, uid, gid, 0));
  }

  /** As {@link #setModeThrough}. */
  static void setTimesThrough(MemorySegment path, MemorySegment times, Object subject)
      throws PosixException {
    run("utimensat", subject,
        errno -> (int) UTIMENSAT.invokeExact(errno, WORKING_DIRECTORY, path, times, 0));
  }

  static void setOwner(int descriptor, int uid, int gid, Object subject) throws PosixException {
    run("fchown", subject, errno -> (int) FCHOWN.invokeExact(errno, descriptor, uid, gid));
  }

  static void setOwner(int at, MemorySegment name, int uid, int gid, Object subject)
      throws PosixException {
    run("fchownat", subject,
        errno -> (int) FCHOWNAT.invokeExact(errno, at, name, uid, gid, NO_FOLLOW));
  }

  static void setTimes(int descriptor, MemorySegment times, Object subject)
      throws PosixException {
    run("futimens", subject, errno -> (int) FUTIMENS.invokeExact(errno, descriptor, times));
  }

  static void setTimes(int at, MemorySegment name, MemorySegment times, Object subject)
      throws PosixException {
    run("utimensat", subject,
        errno -> (int) UTIMENSAT.invokeExact(errno, at, name, times, NO_FOLLOW));
  }

  static void makeDirectory(int at, MemorySegment name, int mode, Object subject)
      throws PosixException {
    run("mkdirat", subject, errno -> (int) MKDIRAT.invokeExact(errno, at, name, mode));
  }

  static void makeSymlink(MemorySegment target, int at, MemorySegment name, Object subject)
      throws PosixException {
    run("symlinkat", subject, errno -> (int) SYMLINKAT.invokeExact(errno, target, at, name));
  }

  static int readLink(int at, MemorySegment name, MemorySegment into, Object subject)
      throws PosixException {
    return (int) run("readlinkat", subject,
        errno -> (long) READLINKAT.invokeExact(errno, at, name, into, into.byteSize()));
  }

  static void link(int fromAt, MemorySegment from, int at, MemorySegment name, Object subject)
      throws PosixException {
    run("linkat", subject, errno -> (int) LINKAT.invokeExact(errno, fromAt, from, at, name, 0));
  }

  static void unlink(int at, MemorySegment name, int flags, Object subject)
      throws PosixException {
    run("unlinkat", subject, errno -> (int) UNLINKAT.invokeExact(errno, at, name, flags));
  }

  static void rename(int fromAt, MemorySegment from, int at, MemorySegment name, Object subject)
      throws PosixException {
    run("renameat", subject, errno -> (int) RENAMEAT.invokeExact(errno, fromAt, from, at, name));
  }

  static void space(int descriptor, MemorySegment into, Object subject) throws PosixException {
    run("fstatvfs", subject, errno -> (int) FSTATVFS.invokeExact(errno, descriptor, into));
  }

  /** Cannot fail; answers the mask that was. */
  static int setMask(int mask) {
    try {
      return (int) UMASK.invokeExact(Scratch.mine().errno, mask);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** An empty name asks about the descriptor itself; a client may answer from what it remembers. */
  static void stat(int at, MemorySegment name, MemorySegment into, Object subject)
      throws PosixException {
    stat(at, name, 0, into, subject);
  }

  /** As {@link #stat}, but the server is asked. */
  static void statAtServer(int at, MemorySegment name, MemorySegment into, Object subject)
      throws PosixException {
    stat(at, name, FORCE_SYNC, into, subject);
  }

  private static void stat(int at, MemorySegment name, int sync, MemorySegment into, Object subject)
      throws PosixException {
    int flags = EMPTY_PATH | NO_FOLLOW | NO_AUTOMOUNT | sync;
    run("statx", subject, errno -> (long) STATX.invokeExact(errno, Abi.HERE.statx(), at, name,
        flags, ALL_BUT_ACCESS_TIME, into));
  }

  /** How many bytes of entries came; 0 at the end of the directory. */
  static int listEntries(int descriptor, MemorySegment into, Object subject)
      throws PosixException {
    return (int) run("getdents64", subject, errno -> (long) LIST_ENTRIES.invokeExact(errno,
        Abi.HERE.listEntries(), descriptor, into, into.byteSize()));
  }

  static void makeNode(int at, MemorySegment name, int mode, int device, Object subject)
      throws PosixException {
    run("mknodat", subject, errno -> (long) MAKE_NODE.invokeExact(errno, Abi.HERE.makeNode(), at,
        name, mode, device));
  }

  /** One native call; a negative result means that the error number has been captured. */
  interface Call {
    long invoke(MemorySegment errno) throws Throwable;
  }

  static long run(String name, Object subject, Call call) throws PosixException {
    Scratch scratch = Scratch.mine();
    scratch.begin(name, subject);
    try {
      return repeated(name, subject, call, scratch.errno);
    } finally {
      scratch.end();
    }
  }

  private static long repeated(String name, Object subject, Call call, MemorySegment errno)
      throws PosixException {
    for (int interruptions = 0;; interruptions++) {
      long result;
      try {
        result = call.invoke(errno);
      } catch (Throwable t) {
        throw broken(t);
      }
      if (result >= 0) {
        return result;
      }
      int code = errno(errno);
      if (code != Errno.EINTR.code() || interruptions == MAX_INTERRUPTIONS) {
        throw new PosixException(Errno.of(code), name, subject.toString());
      }
    }
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  /** A handle throws nothing but what breaks the virtual machine or our own types. */
  private static RuntimeException broken(Throwable t) {
    return switch (t) {
      case Error error -> throw error;
      case RuntimeException exception -> exception;
      default -> new IllegalStateException(t);
    };
  }

  static FunctionDescriptor intOf(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  static FunctionDescriptor longOf(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_LONG, arguments);
  }

  static MethodHandle plain(String function, FunctionDescriptor type) {
    return handle(function, type, Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle variadic(String function, int fixed, FunctionDescriptor type) {
    return handle(function, type, Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(fixed));
  }

  @SuppressWarnings("restricted") // Native calls are what this class is for.
  private static MethodHandle handle(String function, FunctionDescriptor type,
      Linker.Option... options) {
    MemorySegment address = LINKER.defaultLookup().find(function).orElseThrow(
        () -> new UnsupportedOperationException("the C library has no function " + function));
    return LINKER.downcallHandle(address, type, options);
  }
}
