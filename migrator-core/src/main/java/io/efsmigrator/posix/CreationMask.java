package io.efsmigrator.posix;

/** The process's {@code umask}, which would take bits away from every mode given at creation. */
public final class CreationMask {

  private CreationMask() {}

  /**
   * Lets every entry be created with exactly the mode that is asked for. Called once when the process
   * starts; it saves one change of mode per file.
   *
   * @return the mask that was
   */
  public static int clear() {
    return Calls.setMask(0);
  }
}
