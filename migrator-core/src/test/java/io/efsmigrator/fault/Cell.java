package io.efsmigrator.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * One fault: which call, in or on which path, fails with what, and how often.
 *
 * @param path relative to the folder that holds {@code source} and {@code target}
 * @param when as strace counts: empty for always
 */
record Cell(String call, String path, String error, String when) {

  private static final List<String> ERRORS = List.of("EIO", "ENOSPC", "EDQUOT", "ESTALE", "EMFILE",
      "EROFS", "EACCES", "EINTR", "ETIMEDOUT");
  private static final List<String> WHEN = List.of("1", "2", "");

  /** Calls and where to meet them, one line for each side. */
  private static final List<String> CALLS = List.of("openat source", "openat source/d",
      "close source/d/big", "pread64 source/d/f", "pread64 source/d/big", "statx source/d",
      "statx source/d/f", "getdents64 source", "getdents64 source/d", "readlinkat source/d",
      "lseek source/d/big", "openat target", "openat target/d", "openat target/d/e",
      "mkdirat target", "mkdirat target/d", "pwrite64 target/d/f", "pwrite64 target/d/big",
      "ftruncate target/d/old", "fchown target/d/f", "fchmod target/d/old",
      "utimensat target/d/f", "utimensat target/d", "utimensat target", "close target/d/f",
      "close target/d/big", "statx target/d", "statx target/d/f", "getdents64 target",
      "getdents64 target/d", "symlinkat target/d", "readlinkat target/d", "linkat target/d",
      "mknodat target/d", "unlinkat target/d", "unlinkat target", "fchownat target/d",
      "syncfs target", "flistxattr source/d/f", "flistxattr target/d/f", "fgetxattr source/d/f",
      "fsetxattr target/d/f", "fremovexattr target/d/old");

  static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (String call : CALLS) {
      String[] words = call.split(" ", -1);
      for (String error : ERRORS) {
        for (String when : WHEN) {
          cells.add(new Cell(words[0], words[1], error, when));
        }
      }
    }
    return cells;
  }

  boolean isOnTarget() {
    return path.startsWith("target");
  }

  String injection() {
    return call + ":error=" + error + (when.isEmpty() ? "" : ":when=" + when);
  }

  /** Whether it must end as if nothing had been: a signal, or what a server's restart looks like. */
  boolean mustBeHealed() {
    return when.equals("1") && (error.equals("EINTR") || (error.equals("ESTALE")
        && List.of("pread64", "getdents64").contains(call)));
  }

  @Override
  public String toString() {
    return injection() + " at " + path;
  }
}
