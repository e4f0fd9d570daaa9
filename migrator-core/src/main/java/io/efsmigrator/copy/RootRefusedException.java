package io.efsmigrator.copy;

import java.io.IOException;

/** These two directories are not copied one to the other, by a safety rule; nothing was changed. */
public final class RootRefusedException extends IOException {

  private final String remedy;

  RootRefusedException(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  /** Which rule, in one line. */
  public String what() {
    return String.valueOf(getMessage());
  }

  /** What an operator does about it, in one line. */
  public String remedy() {
    return remedy;
  }
}
