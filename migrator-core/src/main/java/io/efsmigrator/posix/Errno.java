package io.efsmigrator.posix;

import java.util.HashMap;
import java.util.Map;

/**
 * A Linux error number as a type: compare with the constants, print the name.
 *
 * <p>The numbers are those of x86_64 and aarch64, which agree. One without a constant here is still
 * carried faithfully under a name like {@code ERRNO_132}.
 *
 * @param name the name in {@code errno.h}
 * @param code the number
 * @param text what it means, for people
 */
public record Errno(String name, int code, String text) {

  private static final Map<Integer, Errno> BY_CODE = new HashMap<>();
  private static final Map<String, Errno> BY_NAME = new HashMap<>();

  public static final Errno EPERM = known("EPERM", 1, "operation not permitted");
  public static final Errno ENOENT = known("ENOENT", 2, "no such file or directory");
  public static final Errno EINTR = known("EINTR", 4, "interrupted system call");
  public static final Errno EIO = known("EIO", 5, "input/output error");
  public static final Errno ENXIO = known("ENXIO", 6, "no such device or address");
  public static final Errno E2BIG = known("E2BIG", 7, "argument list too long");
  public static final Errno EBADF = known("EBADF", 9, "bad file descriptor");
  public static final Errno EAGAIN = known("EAGAIN", 11, "resource temporarily unavailable");
  public static final Errno ENOMEM = known("ENOMEM", 12, "out of memory");
  public static final Errno EACCES = known("EACCES", 13, "permission denied");
  public static final Errno EBUSY = known("EBUSY", 16, "device or resource busy");
  public static final Errno EEXIST = known("EEXIST", 17, "entry exists");
  public static final Errno EXDEV = known("EXDEV", 18, "another file system");
  public static final Errno ENODEV = known("ENODEV", 19, "no such device");
  public static final Errno ENOTDIR = known("ENOTDIR", 20, "not a directory");
  public static final Errno EISDIR = known("EISDIR", 21, "is a directory");
  public static final Errno EINVAL = known("EINVAL", 22, "invalid argument");
  public static final Errno ENFILE = known("ENFILE", 23, "too many open files in the system");
  public static final Errno EMFILE = known("EMFILE", 24, "too many open files in this process");
  public static final Errno ETXTBSY = known("ETXTBSY", 26, "text file busy");
  public static final Errno EFBIG = known("EFBIG", 27, "file too large");
  public static final Errno ENOSPC = known("ENOSPC", 28, "no space left on device");
  public static final Errno EROFS = known("EROFS", 30, "read-only file system");
  public static final Errno EMLINK = known("EMLINK", 31, "too many links");
  public static final Errno ERANGE = known("ERANGE", 34, "out of range");
  public static final Errno ENAMETOOLONG = known("ENAMETOOLONG", 36, "file name too long");
  public static final Errno ENOSYS = known("ENOSYS", 38, "function not implemented");
  public static final Errno ENOTEMPTY = known("ENOTEMPTY", 39, "directory not empty");
  public static final Errno ELOOP = known("ELOOP", 40, "symbolic link not followed");
  public static final Errno ENODATA = known("ENODATA", 61, "no such attribute");
  public static final Errno EOVERFLOW = known("EOVERFLOW", 75, "value too large");
  public static final Errno EOPNOTSUPP = known("EOPNOTSUPP", 95, "operation not supported");
  public static final Errno ENOTCONN = known("ENOTCONN", 107, "transport endpoint not connected");
  public static final Errno ETIMEDOUT = known("ETIMEDOUT", 110, "connection timed out");
  public static final Errno ESTALE = known("ESTALE", 116, "stale file handle");
  public static final Errno EDQUOT = known("EDQUOT", 122, "disk quota exceeded");

  /** The error with this number. */
  public static Errno of(int code) {
    Errno known = BY_CODE.get(code);
    return known != null ? known : new Errno("ERRNO_" + code, code, "error " + code);
  }

  /** The error with this name, as {@link #name()} gave it. */
  public static Errno named(String name) {
    Errno known = BY_NAME.get(name);
    if (known != null) {
      return known;
    }
    if (!name.startsWith("ERRNO_")) {
      throw new IllegalArgumentException("no error is called " + name);
    }
    return of(Integer.parseInt(name.substring("ERRNO_".length())));
  }

  private static Errno known(String name, int code, String text) {
    Errno errno = new Errno(name, code, text);
    BY_CODE.put(code, errno);
    BY_NAME.put(name, errno);
    return errno;
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
