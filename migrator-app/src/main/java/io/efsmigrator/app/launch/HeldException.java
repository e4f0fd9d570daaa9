package io.efsmigrator.app.launch;

/** The run lock is held by a living process; the run is refused and nothing was changed. */
public final class HeldException extends Exception {

  /** Names the holder. */
  public HeldException(String holder) {
    super("another run holds the lock: " + holder, null, false, false);
  }
}
