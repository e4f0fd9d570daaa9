package io.efsmigrator.copy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a POSIX ACL as the kernel hands it out: a version, then entries of tag, permissions and id,
 * little-endian everywhere ({@code linux/posix_acl_xattr.h}).
 */
final class AccessAcl {

  private static final int VERSION = 2;
  private static final int HEADER_BYTES = 4;
  private static final int ENTRY_BYTES = 8;
  private static final int OWNING_GROUP = 0x04;
  private static final int MASK = 0x10;
  private static final int ALL = 7;

  private AccessAcl() {}

  /**
   * What the ACL really gives to the owning group, as bits of a mode. The mode itself shows the mask
   * there, the most that anybody named in the ACL has. None if the bytes are no such ACL.
   */
  static int groupBits(byte[] acl) {
    ByteBuffer bytes = ByteBuffer.wrap(acl).order(ByteOrder.LITTLE_ENDIAN);
    int group = 0;
    int mask = ALL;
    if (acl.length < HEADER_BYTES || bytes.getInt() != VERSION) {
      return 0;
    }
    while (bytes.remaining() >= ENTRY_BYTES) {
      int tag = bytes.getShort();
      int permissions = bytes.getShort() & ALL;
      bytes.getInt();
      switch (tag) {
        case OWNING_GROUP -> group = permissions;
        case MASK -> mask = permissions;
        // The owner's and the others' are in the mode; whom the ACL names is nobody without it.
        default -> {}
      }
    }
    return (group & mask) << 3;
  }
}
