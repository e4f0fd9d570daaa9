package io.efsmigrator.plan;

import java.util.Locale;

/** What a run can be held to, each by itself. */
public enum PaceLimit {
  /** Content read from the source, or by a verification, in MiB a second. */
  MIBPS,
  /** Entries copied or verified a second. */
  FILES_PER_SECOND,
  /** Requests to both servers a second, as well as the client can count them. */
  REQUESTS_PER_SECOND;

  /** More than any network carries. */
  public static final long MAX = 500_000;

  /** The word of files, options and tables: {@code files-per-second}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The limit with that word. */
  public static PaceLimit of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
