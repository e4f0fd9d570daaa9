package io.efsmigrator.manifest;

import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;

/**
 * What the scan saw of an entry in the source.
 *
 * @param mode permission, set-id and sticky bits
 * @param uid owner
 * @param gid group
 * @param sizeBytes length of a file or of a link's target
 * @param mtime when its content changed
 * @param ctime when anything about it changed
 * @param inode its inode number
 * @param rdev which device a device node stands for
 * @param linkCount how many names it has
 */
public record Metadata(int mode, long uid, long gid, long sizeBytes, Timestamp mtime,
    Timestamp ctime, long inode, long rdev, long linkCount) {

  /** What a manifest keeps of a stat. */
  public static Metadata from(Stat stat) {
    return new Metadata(stat.mode(), stat.uid(), stat.gid(), stat.sizeBytes(), stat.mtime(),
        stat.ctime(), stat.inode(), stat.rdev(), stat.linkCount());
  }
}
