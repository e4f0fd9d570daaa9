package io.efsmigrator.archive;

import java.time.Duration;
import java.util.List;

/**
 * What is to be archived.
 *
 * @param olderThan the content has not changed for so long when the run begins, 1 hour at least: what
 *     is being written must not be taken for a recording
 * @param include patterns of which one must match; none at all means every path
 * @param exclude patterns of which none may match
 * @param minBytes the smallest size
 * @param maxBytes the largest size
 */
public record RecordingFilter(Duration olderThan, List<Glob> include, List<Glob> exclude,
    long minBytes, long maxBytes) {

  /** The least age. */
  public static final Duration LEAST_AGE = Duration.ofHours(1);

  public RecordingFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    if (olderThan.compareTo(LEAST_AGE) < 0) {
      throw new IllegalArgumentException("older-than is 1h at least");
    }
    if (minBytes < 0 || maxBytes < minBytes) {
      throw new IllegalArgumentException("min-size is 0 or more, and max-size not below it");
    }
  }
}
