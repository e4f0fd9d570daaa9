package io.efsmigrator.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The native functions for extended attributes; {@link Calls} has the others and the rule for errors.
 *
 * <p>Each in two forms: of an open file, and of a path whose last part, and no other, is not followed.
 * Linux before 6.13 has no form relative to a directory.
 */
final class XattrCalls {

  /** Those of a path apart: a run on a file system without attributes never loads the others. */
  private static final class OfFile {
    private static final MethodHandle LIST = Calls.plain("flistxattr",
        Calls.longOf(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle GET = Calls.plain("fgetxattr",
        Calls.longOf(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle SET = Calls.plain("fsetxattr",
        Calls.intOf(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle REMOVE = Calls.plain("fremovexattr",
        Calls.intOf(JAVA_INT, ADDRESS));
  }

  private static final MethodHandle LIST = Calls.plain("llistxattr",
      Calls.longOf(ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle GET = Calls.plain("lgetxattr",
      Calls.longOf(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle SET = Calls.plain("lsetxattr",
      Calls.intOf(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle REMOVE = Calls.plain("lremovexattr",
      Calls.intOf(ADDRESS, ADDRESS));

  private XattrCalls() {}

  static int list(int descriptor, MemorySegment into, Object subject) throws PosixException {
    return (int) Calls.run("flistxattr", subject,
        errno -> (long) OfFile.LIST.invokeExact(errno, descriptor, into, into.byteSize()));
  }

  static int get(int descriptor, MemorySegment name, MemorySegment into, Object subject)
      throws PosixException {
    return (int) Calls.run("fgetxattr", subject,
        errno -> (long) OfFile.GET.invokeExact(errno, descriptor, name, into, into.byteSize()));
  }

  static void set(int descriptor, MemorySegment name, MemorySegment value, Object subject)
      throws PosixException {
    Calls.run("fsetxattr", subject, errno -> (int) OfFile.SET.invokeExact(errno, descriptor, name,
        value, value.byteSize(), 0));
  }

  static void remove(int descriptor, MemorySegment name, Object subject) throws PosixException {
    Calls.run("fremovexattr", subject,
        errno -> (int) OfFile.REMOVE.invokeExact(errno, descriptor, name));
  }

  static int list(MemorySegment path, MemorySegment into, Object subject) throws PosixException {
    return (int) Calls.run("llistxattr", subject,
        errno -> (long) LIST.invokeExact(errno, path, into, into.byteSize()));
  }

  static int get(MemorySegment path, MemorySegment name, MemorySegment into, Object subject)
      throws PosixException {
    return (int) Calls.run("lgetxattr", subject,
        errno -> (long) GET.invokeExact(errno, path, name, into, into.byteSize()));
  }

  static void set(MemorySegment path, MemorySegment name, MemorySegment value, Object subject)
      throws PosixException {
    Calls.run("lsetxattr", subject,
        errno -> (int) SET.invokeExact(errno, path, name, value, value.byteSize(), 0));
  }

  static void remove(MemorySegment path, MemorySegment name, Object subject)
      throws PosixException {
    Calls.run("lremovexattr", subject, errno -> (int) REMOVE.invokeExact(errno, path, name));
  }
}
