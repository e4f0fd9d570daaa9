package io.efsmigrator.manifest;

import java.util.List;

/**
 * A portion of the problems that somebody finds, in the order in which he finds them.
 *
 * <p>There may be as many as a tree has entries, so they are never together in memory. After a restart
 * the last portions are handed over again, with the same numbers, because their receiver may have died
 * before he kept them; by the numbers he tells which ones he has.
 *
 * @param from where the portion begins; 0 if it is the first one
 * @param to where the next one begins, in whatever unit the finder counts
 * @param problems what is wrong, maybe nothing
 */
public record Found(long from, long to, List<Problem> problems) {

  /** Nothing, by somebody who finds nothing. */
  public static final Found NOTHING = new Found(0, 0, List.of());

  public Found {
    problems = List.copyOf(problems);
  }
}
