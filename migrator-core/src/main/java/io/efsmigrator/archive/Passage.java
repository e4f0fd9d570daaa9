package io.efsmigrator.archive;

import io.efsmigrator.manifest.Problem;

/**
 * What a step has made of one record.
 *
 * @param <O> what it becomes
 */
sealed interface Passage<O> {

  /** It is handed to the next step. */
  record Passed<O>(O record, long bytes) implements Passage<O> {}

  /** It stays as it is, for this reason. */
  record Left<O>(Problem problem) implements Passage<O> {}
}
