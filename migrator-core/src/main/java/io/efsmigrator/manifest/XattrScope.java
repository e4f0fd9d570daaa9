package io.efsmigrator.manifest;

import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.XattrName;
import io.efsmigrator.posix.XattrNamespace;
import io.efsmigrator.posix.Xattrs;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which extended attributes a run copies and compares: those that the source's file system can have.
 *
 * <p>What the source cannot have says nothing about the target, so the target keeps it. On EFS that is
 * everything: it has no attributes, NFSv4.1 no call for them, and nobody is asked about any file.
 *
 * @param namespaces those of the source
 */
public record XattrScope(Set<XattrNamespace> namespaces) {

  /** None: no call is made. */
  public static final XattrScope NOTHING = new XattrScope(Set.of());

  /**
   * What a host says of the entry by its own policy or key; the target's host says it anew. Most
   * copiers leave these out ({@code xattr.conf} of libattr, {@code cp -a}).
   */
  private static final List<String> OF_THE_HOST = List.of("security.selinux", "security.SMACK64",
      "security.apparmor", "security.evm");

  public XattrScope {
    namespaces = Set.copyOf(namespaces);
  }

  /** What there can be below this root of the source; asked once, by a few calls. */
  public static XattrScope of(Directory source) throws PosixException {
    return new XattrScope(source.xattrs().namespaces());
  }

  /** Whether there is nothing to copy or compare anywhere. */
  public boolean isEmpty() {
    return namespaces.isEmpty();
  }

  /** The names of an entry that count; asks for none if there is nothing to look for. */
  public SortedSet<XattrName> names(Xattrs xattrs) throws PosixException {
    if (isEmpty()) {
      return new TreeSet<>();
    }
    SortedSet<XattrName> names = xattrs.names();
    names.removeIf(name -> !covers(name));
    return names;
  }

  private boolean covers(XattrName name) {
    return namespaces.stream().anyMatch(namespace -> namespace.holds(name))
        && OF_THE_HOST.stream().noneMatch(name::startsWith);
  }
}
