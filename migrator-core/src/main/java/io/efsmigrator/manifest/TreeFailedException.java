package io.efsmigrator.manifest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One of the two trees as a whole cannot be used any more: no further entry is worth trying.
 *
 * <p>An error of one entry is an outcome in the ledger. This is what ends the step at once: a full or
 * read-only target, a mount that is gone, an I/O error that came back. The step can be restarted
 * after the remedy.
 */
public abstract sealed class TreeFailedException extends IOException
    permits SourceFailedException, TargetFailedException {

  static final String LOCAL_LIMIT = "Raise this host's limit of open files, then restart.";

  private final String remedy;

  TreeFailedException(String what, String remedy, @Nullable Throwable cause) {
    super(what, cause);
    this.remedy = remedy;
  }

  /** What happened, in one line. */
  public String what() {
    return String.valueOf(getMessage());
  }

  /** What an operator does about it, in one line. */
  public String remedy() {
    return remedy;
  }
}
