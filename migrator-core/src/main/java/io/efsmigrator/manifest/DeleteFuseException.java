package io.efsmigrator.manifest;

import java.io.IOException;

/**
 * A pass would delete more than {@code maxDelete} entries of the target, so it deletes none.
 *
 * <p>Many deletes at once look the same whether a caller cleaned up or the source is not mounted.
 * Only a person can tell.
 */
public final class DeleteFuseException extends IOException {

  public DeleteFuseException(long deletes, long maxDelete) {
    super("This pass would delete " + deletes + " entries of the target; at most " + maxDelete
        + " are allowed.");
  }

  /** What an operator does about it, in one line. */
  public String remedy() {
    return "Look at the source first; if the entries really are gone there, raise max-delete and"
        + " restart.";
  }
}
