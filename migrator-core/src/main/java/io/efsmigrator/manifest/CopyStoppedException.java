package io.efsmigrator.manifest;

import java.io.IOException;

/** The {@link CopyGuard} forbade the next change: nothing was written after it, nothing is wrong. */
public final class CopyStoppedException extends IOException {

  public CopyStoppedException(String why) {
    super(why);
  }
}
