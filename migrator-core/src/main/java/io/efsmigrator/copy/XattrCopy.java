package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.XattrName;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the extended attributes of one target entry those of its source: sets what differs, removes
 * what only the target has. One value of each side is in memory.
 *
 * <p>In two parts. The ACL comes before the mode and before the first byte of content, so that nobody
 * ever has more rights than in the source. The others come last, because the kernel takes capabilities
 * away when a file gets another owner or is written to.
 */
final class XattrCopy {

  private static final int OWNER_READS_AND_WRITES = 0600;

  /**
   * What the kernel answers where the target cannot hold an attribute. {@code ENOSPC} is the room for
   * attributes beside an inode, seldom a full disk; that one the next file would meet.
   */
  private static final Set<Errno> REFUSALS = Set.of(Errno.EOPNOTSUPP, Errno.EPERM, Errno.EACCES,
      Errno.EINVAL, Errno.ENOSPC, Errno.E2BIG, Errno.ERANGE);

  private final XattrScope scope;
  private final XattrSource source;
  private final SortedSet<XattrName> wanted;
  private final Refused refused;
  private final CopyGuard guard;
  private final Pace pace;
  private SortedSet<XattrName> there = Collections.emptySortedSet();
  private boolean widened;

  XattrCopy(XattrScope scope, XattrSource source, SortedSet<XattrName> wanted, Refused refused,
      CopyGuard guard, Pace pace) {
    this.scope = scope;
    this.source = source;
    this.wanted = wanted;
    this.refused = refused;
    this.guard = guard;
    this.pace = pace;
  }

  /** Whether the source has an ACL beside the mode, so that the mode alone gives too many rights. */
  boolean hasAccessAcl() {
    return wanted.contains(XattrName.ACCESS_ACL);
  }

  /** Looks what the target has, and sets its access ACL; after the owner and before the mode. */
  void accessAcl(Attributes.Place target) throws IOException {
    if (scope.isEmpty()) {
      return;
    }
    pace.requests(1);
    there = scope.names(target.xattrs());
    XattrName acl = XattrName.ACCESS_ACL;
    if (wanted.contains(acl)) {
      Optional<byte[]> value = differing(acl, target);
      if (value.isPresent()) {
        Errno errno = attempt(() -> target.xattrs().set(acl, value.get()));
        if (errno != null) {
          refused.accessAcl(value.get(), errno);
        }
      }
    } else if (there.contains(acl)) {
      Errno errno = attempt(() -> target.xattrs().remove(acl));
      if (errno != null) {
        refused.removal(acl, errno);
      }
    }
  }

  /**
   * All others; comes after mode and content and before the modification time.
   *
   * @param mode what the entry's mode is
   */
  void others(Attributes.Place target, int mode) throws IOException {
    // First what goes: some file systems keep all attributes of an entry in one block.
    for (XattrName name : there) {
      if (!wanted.contains(name) && !name.equals(XattrName.ACCESS_ACL)) {
        Errno errno = asOwner(target, mode, () -> target.xattrs().remove(name));
        if (errno != null) {
          refused.removal(name, errno);
        }
      }
    }
    for (XattrName name : wanted) {
      Optional<byte[]> value = name.equals(XattrName.ACCESS_ACL)
          ? Optional.empty()
          : differing(name, target);
      if (value.isPresent()) {
        Errno errno = asOwner(target, mode, () -> target.xattrs().set(name, value.get()));
        if (errno != null) {
          refused.attribute(name, errno);
        }
      }
    }
    if (widened) {
      guard.check();
      target.setMode(mode);
    }
  }

  /** The source's value if the target has another one or none; empty if there is nothing to do. */
  private Optional<byte[]> differing(XattrName name, Attributes.Place target)
      throws IOException {
    pace.requests(2);
    Optional<byte[]> value = source.value(name);
    // Read now, not when it was listed: writing to a file takes its capabilities away.
    Optional<byte[]> has = value.isPresent() && there.contains(name)
        ? target.xattrs().value(name)
        : Optional.empty();
    // Gone from the source since it was listed: its ctime tells the next pass.
    return value.filter(bytes -> has.isEmpty() || !Arrays.equals(bytes, has.get()));
  }

  /** Only root changes attributes of a file that its mode protects from writing; others open it. */
  private @Nullable Errno asOwner(Attributes.Place target, int mode, Change change)
      throws IOException {
    Errno errno = attempt(change);
    if (errno == null || !errno.equals(Errno.EACCES)
        || (mode & OWNER_READS_AND_WRITES) == OWNER_READS_AND_WRITES) {
      return errno;
    }
    if (!widened) {
      widened = true;
      guard.check();
      target.setMode(mode | OWNER_READS_AND_WRITES);
    }
    return attempt(change);
  }

  /** Makes a change; answers why the target refuses it, or null. */
  private @Nullable Errno attempt(Change change) throws IOException {
    guard.check();
    try {
      change.run();
      return null;
    } catch (PosixException e) {
      if (REFUSALS.contains(e.errno())) {
        return e.errno();
      }
      throw e;
    }
  }

  @FunctionalInterface
  private interface Change {
    void run() throws PosixException;
  }
}
