package io.efsmigrator.posix;

import java.util.Locale;

/**
 * The numbers in which the two processor families disagree; all others are written where they are
 * used.
 *
 * <p>Three calls go through {@code syscall} by number, because older C libraries (glibc before 2.28,
 * 2.30, 2.33) export no function for them while every supported kernel has the call.
 *
 * @param openDirectory the flag {@code O_DIRECTORY}
 * @param openNoFollow the flag {@code O_NOFOLLOW}
 * @param statx number of the system call {@code statx}
 * @param listEntries number of {@code getdents64}
 * @param makeNode number of {@code mknodat}
 */
record Abi(int openDirectory, int openNoFollow, long statx, long listEntries, long makeNode) {

  static final Abi X86_64 = new Abi(0x10000, 0x20000, 332, 217, 259);
  static final Abi AARCH64 = new Abi(0x4000, 0x8000, 291, 61, 33);

  /** The numbers of this machine. */
  static final Abi HERE = of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));

  static Abi of(String system, String architecture) {
    if (!system.equals("Linux")) {
      throw new UnsupportedOperationException("efs-migrator runs on Linux, not on " + system);
    }
    return switch (architecture.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64", "arm64" -> AARCH64;
      default -> throw new UnsupportedOperationException(
          "efs-migrator runs on x86_64 and aarch64, not on " + architecture);
    };
  }
}
