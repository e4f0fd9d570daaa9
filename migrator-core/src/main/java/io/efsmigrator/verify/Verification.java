package io.efsmigrator.verify;

import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Errno;
import org.jspecify.annotations.Nullable;

/** What verifying one ledger entry came to. */
public sealed interface Verification {

  /**
   * The target holds what it should.
   *
   * @param bytes how much of the target was read; 0 for an entry without content of its own
   * @param sha256 the hash of what was read; null if nothing was
   */
  record Verified(long bytes, @Nullable Sha256 sha256) implements Verification {}

  /** The source changed after it was copied; the next pass has to look at it again. */
  record InFlux(String detail) implements Verification {}

  /** The source no longer has the entry, so there is nothing left to compare with. */
  record Vanished() implements Verification {}

  /**
   * The target does not hold what it should, or it cannot be told.
   *
   * @param errno why something could not be read; null if it could
   */
  record Mismatch(String detail, @Nullable Errno errno) implements Verification {}
}
