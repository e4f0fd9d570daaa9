package io.efsmigrator.scan;

import java.time.Duration;

/**
 * How large a tree is, counted or estimated from a part of it.
 *
 * @param files everything that is no directory
 * @param bytes content, as sizes say it
 * @param basis whether all of it was seen
 * @param requests how many entries were asked for
 * @param latency of one request, on average
 */
public record TreeSample(long files, long directories, long bytes, Basis basis, long requests,
    Duration latency) {

  /** Where the figures come from. */
  public enum Basis {
    COUNTED,
    /** From random walks: right on average, and off by a factor on lopsided trees. */
    ESTIMATED,
    /** Not a single directory could be listed in the time. */
    UNKNOWN
  }
}
