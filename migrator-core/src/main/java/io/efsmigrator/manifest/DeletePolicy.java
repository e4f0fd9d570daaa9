package io.efsmigrator.manifest;

/** What happens to entries that only the target has. */
public sealed interface DeletePolicy {

  /** They stay, and an entry of another type is replaced only if nothing is lost below it. */
  record Keep() implements DeletePolicy {}

  /**
   * They are deleted, unless there are more of them than the fuse allows: then none is.
   *
   * @param maxDelete the fuse, in entries of one pass
   */
  record Delete(long maxDelete) implements DeletePolicy {
    public Delete {
      if (maxDelete < 0) {
        throw new IllegalArgumentException("maxDelete must not be negative: " + maxDelete);
      }
    }
  }
}
