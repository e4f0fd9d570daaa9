package io.efsmigrator.posix;

/** What the first part of an extended attribute's name stands for; file systems have some or none. */
public enum XattrNamespace {
  /** Of files and directories, for whoever may read and write them. */
  USER("user.", "user.efs-migrator"),
  /** Of any entry, for root alone: others neither set nor see them. */
  TRUSTED("trusted.", "trusted.efs-migrator"),
  /** What the kernel asks: capabilities of a program, labels. */
  SECURITY("security.", "security.capability"),
  /** POSIX ACLs, in the form in which the kernel hands them out. */
  ACL("system.posix_acl_", "system.posix_acl_access");

  private final String prefix;
  private final String probe;

  XattrNamespace(String prefix, String probe) {
    this.prefix = prefix;
    this.probe = probe;
  }

  /** Whether the name belongs to it. */
  public boolean holds(XattrName name) {
    return name.startsWith(prefix);
  }

  /** Whoever asks for this one learns whether there are any, found or not. */
  XattrName probe() {
    return XattrName.of(probe);
  }
}
