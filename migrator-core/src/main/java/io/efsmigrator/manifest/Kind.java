package io.efsmigrator.manifest;

/** What has to be done about an entry. The order is the one in the files: append, never reorder. */
public enum Kind {
  /** Copy a file with content and attributes. */
  FILE,
  /**
   * Nothing to copy: equal by metadata. Listed in the first pass so that verification reads content
   * that some earlier tool has put there.
   */
  UNCHANGED,
  /** Make a symbolic link. */
  SYMLINK,
  /** Make a fifo. */
  FIFO,
  /** Make a socket. */
  SOCKET,
  /** Make a character device. */
  CHARACTER_DEVICE,
  /** Make a block device. */
  BLOCK_DEVICE,
  /** Make a further name of an entry whose first name carries the data. */
  HARD_LINK,
  /** Remove an entry that the source does not have. */
  DELETE,
  /** Set owner, mode and times; the content is equal. */
  ATTRIBUTES
}
