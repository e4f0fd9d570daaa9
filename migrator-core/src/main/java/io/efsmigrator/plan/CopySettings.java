package io.efsmigrator.plan;

/**
 * How hard to copy, and what besides content, owner, mode and times.
 *
 * @param threads requests in flight; a Linux NFS 4.1 client has 64 slots for each mount
 * @param chunkEntries entries between two commits of a partition; at most these are repeated
 * @param partitionsInFlight partitions copied at the same time
 * @param maxDelete the fuse: a pass that would delete more target entries than this deletes none
 * @param xattrs what becomes of extended attributes and ACLs
 */
public record CopySettings(int threads, int chunkEntries, int partitionsInFlight, long maxDelete,
    Xattrs xattrs) {

  public static final CopySettings DEFAULT = new CopySettings(96, 500, 4, 1_000, Xattrs.AUTO);

  /** What becomes of extended attributes and ACLs. */
  public enum Xattrs {
    /** Copied and compared where the source's file system has them; what the target refuses is told. */
    AUTO,
    /** Left out, by somebody who knows that they are lost. */
    OFF
  }

  public CopySettings {
    inRange("threads", threads, 1, 1_024);
    inRange("chunk entries", chunkEntries, 1, 10_000);
    inRange("partitions in flight", partitionsInFlight, 1, 64);
    inRange("max delete", maxDelete, 0, Long.MAX_VALUE);
  }

  private static void inRange(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(what + " must be " + min + " to " + max + ": " + value);
    }
  }
}
