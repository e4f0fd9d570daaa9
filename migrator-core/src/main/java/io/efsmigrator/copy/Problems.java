package io.efsmigrator.copy;

import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Problem;
import java.util.Optional;

/** Which entries of a ledger an operator has to know about. */
public final class Problems {

  private Problems() {}

  /** The problem that an outcome means: something failed, is in flux, or was not done completely. */
  public static Optional<Problem> of(LedgerEntry entry) {
    String kind = switch (entry.outcome()) {
      case FAILED -> "failed";
      case IN_FLUX -> "in flux";
      // An error number beside a success: the content is there, an attribute is not.
      case COPIED, LINKED, UNCHANGED, DELETED, ATTRIBUTES_SET -> entry.errno() == null
          ? ""
          : "incomplete";
      // Gone from the source: nothing to copy, and the next pass removes it from the target.
      case VANISHED -> "";
    };
    return kind.isEmpty()
        ? Optional.empty()
        : Optional.of(new Problem(entry.path(), kind, entry.errno(), entry.attempts(),
            entry.detail()));
  }
}
