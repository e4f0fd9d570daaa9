package io.efsmigrator.posix;

/**
 * What the file system says about one entry, never about what a link leads to.
 *
 * @param type what it is
 * @param mode permission bits with set-id and sticky bits: 0 to 07777
 * @param uid owner, an unsigned 32-bit number
 * @param gid group, an unsigned 32-bit number
 * @param sizeBytes length of a file or of a link's target
 * @param mtime when the content changed
 * @param ctime when anything about the entry changed; nobody can set it
 * @param inode number of the inode on its device
 * @param device number of the file system's device
 * @param linkCount how many names the inode has
 * @param allocatedBytes what it takes up: less than its length if it has holes
 * @param rdev which device a device node stands for, as {@code mknod} takes it; otherwise 0
 * @param mountRoot whether something is mounted here, so that it is no part of the tree around it;
 *     before Linux 5.8 nobody knows, and it is false
 */
public record Stat(FileType type, int mode, long uid, long gid, long sizeBytes, Timestamp mtime,
    Timestamp ctime, long inode, long device, long linkCount, long allocatedBytes, long rdev,
    boolean mountRoot) {

  /**
   * Whether some of its length may be a hole. A file system that compresses makes this true for
   * files without any, never false for one whose holes are worth keeping.
   */
  public boolean mayHaveHoles() {
    return allocatedBytes < sizeBytes;
  }

  /** Whether it belongs to another mount than what is around it, which is on that device. */
  boolean isOtherMount(long deviceAround) {
    return device != deviceAround || mountRoot;
  }

  /** Whether both are one and the same inode. */
  public boolean sameInode(Stat other) {
    return inode == other.inode && device == other.device;
  }
}
