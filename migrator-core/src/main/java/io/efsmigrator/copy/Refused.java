package io.efsmigrator.copy;

import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.XattrName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of one entry the target does not have, though the entry itself is there: its owner, an extended
 * attribute, an ACL. An operator reads all of it as one problem.
 *
 * <p>Where a right is refused, the mode must not make up for it by a wider one: a set-id bit under
 * another owner, or the bits of the group where an ACL would have given the group less.
 */
final class Refused {

  /** So many are named, the others counted: there may be thousands. */
  private static final int NAMED = 5;
  private static final int SET_ID_BITS = 06000;

  private final List<String> named = new ArrayList<>();
  private @Nullable Errno first;
  private int others;
  private int forbiddenBits;

  /** The owner may not be set. */
  void owner(Metadata wanted, Errno errno) {
    forbiddenBits |= SET_ID_BITS;
    add("owner %d:%d cannot be set".formatted(wanted.uid(), wanted.gid()), errno);
  }

  /** The attribute was not taken. */
  void attribute(XattrName name, Errno errno) {
    add(name + " cannot be set", errno);
  }

  /** The ACL was not taken; without it the bits of the group are those of its mask. */
  void accessAcl(byte[] acl, Errno errno) {
    forbiddenBits |= 070 & ~AccessAcl.groupBits(acl);
    attribute(XattrName.ACCESS_ACL, errno);
  }

  /** An attribute that only the target has stays there. */
  void removal(XattrName name, Errno errno) {
    add(name + " cannot be removed", errno);
  }

  /** The source does not hand out its attributes. */
  void reading(Errno errno) {
    add("extended attributes of the source cannot be read", errno);
  }

  /** What may be set of a mode. */
  int allowed(int mode) {
    return mode & ~forbiddenBits;
  }

  /** Why the first of them was refused; null if none was. */
  @Nullable
  Errno errno() {
    return first;
  }

  /** What an operator reads; empty if nothing was refused. */
  String detail() {
    String text = String.join("; ", named);
    return others == 0 ? text : text + "; and " + others + " more";
  }

  private void add(String what, Errno errno) {
    first = first == null ? errno : first;
    if (named.size() < NAMED) {
      named.add(what + ": " + errno.text());
    } else {
      others++;
    }
  }
}
