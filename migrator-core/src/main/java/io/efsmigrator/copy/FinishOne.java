package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.SourceFailedException;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Removal;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Finishes one entry: links it, removes it, or sets a directory's attributes. Safe for many threads. */
final class FinishOne {

  /** A look and what it leads to. */
  private static final int REQUESTS = 2;
  private static final Set<Errno> GONE = Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP);

  private final DirectoryTree source;
  private final DirectoryTree target;
  private final CopyGuard guard;
  private final Pace pace;
  private final TargetRoom room;
  private final Removal removal;
  private final Attributes attributes;
  private final XattrCopier xattrs;
  private final XattrCopier noXattrs;

  FinishOne(DirectoryTree source, DirectoryTree target, DeletePolicy deletes, CopyGuard guard,
      Pace pace, XattrScope scope) {
    this.source = source;
    this.target = target;
    this.guard = guard;
    this.pace = pace;
    this.room = new TargetRoom(deletes, guard);
    this.removal = new Removal(guard::check);
    this.attributes = new Attributes(guard);
    this.xattrs = new XattrCopier(scope, guard, pace);
    this.noXattrs = new XattrCopier(XattrScope.NOTHING, guard, pace);
  }

  LedgerEntry finish(FinishWork.Item item) throws IOException {
    ManifestEntry entry = item.entry();
    try {
      return once(item).toLedger(entry, 1);
    } catch (PosixException e) {
      boolean again = e.errno().equals(Errno.ESTALE) || GONE.contains(e.errno())
          || (e.errno().equals(Errno.EACCES) && letOwnerIn(entry));
      if (!again) {
        return failed(entry, e, 1);
      }
      // A directory that we hold open may have been replaced: look once more from the root down.
      target.invalidate(entry.path().isRoot() ? entry.path() : entry.path().parent());
    }
    try {
      return once(item).toLedger(entry, 2);
    } catch (PosixException e) {
      return failed(entry, e, 2);
    }
  }

  private boolean letOwnerIn(ManifestEntry entry) throws IOException {
    if (entry.path().isRoot()) {
      return false;
    }
    try (DirectoryTree.Lease lease = target.directory(entry.path().parent())) {
      return OwnerAccess.grant(lease.directory(), guard);
    } catch (PosixException e) {
      // Not ours to open: the first error tells more.
      return false;
    }
  }

  private Copied once(FinishWork.Item item) throws IOException {
    pace.requests(REQUESTS);
    return switch (item.phase()) {
      case LINKS -> link(item.entry());
      case DELETES -> delete(item.entry());
      case DIRECTORIES -> directory(item.entry());
    };
  }

  private LedgerEntry failed(ManifestEntry entry, PosixException e, int attempts)
      throws TargetFailedException {
    if (TargetFailedException.isMeantBy(e)) {
      throw TargetFailedException.of(e, target.root());
    }
    return Copied.failed(entry.metadata(), e.errno(), "the target: " + e.getMessage())
        .toLedger(entry, attempts);
  }

  private Copied link(ManifestEntry entry) throws IOException {
    RelativePath firstName = entry.firstName();
    if (firstName == null) {
      throw new IllegalStateException(entry.path() + " has no first name to be linked to");
    }
    Name name = entry.path().name();
    try (DirectoryTree.Lease from = target.directory(firstName.parent());
        DirectoryTree.Lease to = target.directory(entry.path().parent())) {
      Optional<Stat> first = from.directory().find(firstName.name());
      if (first.isEmpty()) {
        return Copied.failed(entry.metadata(), Errno.ENOENT,
            "its first name was not copied: " + firstName);
      }
      Optional<Stat> there = to.directory().find(name);
      if (there.isPresent()) {
        if (there.get().sameInode(first.get())) {
          return Copied.done(Outcome.LINKED, entry.metadata());
        }
        room.make(to.directory(), name);
      }
      guard.check();
      to.directory().link(from.directory(), firstName.name(), name);
      return Copied.done(Outcome.LINKED, entry.metadata());
    }
  }

  private Copied delete(ManifestEntry entry) throws IOException {
    try (DirectoryTree.Lease lease = target.directory(entry.path().parent())) {
      target.invalidate(entry.path());
      removal.entry(lease.directory(), entry.path().name());
    } catch (PosixException e) {
      // The directory that held it has made room for something else: it is gone as well.
      if (!GONE.contains(e.errno())) {
        throw e;
      }
    }
    return Copied.done(Outcome.DELETED, entry.metadata());
  }

  private Copied directory(ManifestEntry entry) throws IOException {
    RelativePath path = entry.path();
    if (path.isRoot()) {
      Directory root = target.root();
      return set(Attributes.on(root), root.stat(), entry);
    }
    // By name from its parent: the directory itself may not let us in.
    try (DirectoryTree.Lease lease = target.directory(path.parent())) {
      Stat current = lease.directory().stat(path.name());
      if (current.mountRoot()) {
        throw new PosixException(Errno.EXDEV, "statx", path.toString());
      }
      return set(Attributes.on(lease.directory(), path.name()), current, entry);
    }
  }

  private Copied set(Attributes.Place place, Stat current, ManifestEntry entry)
      throws IOException {
    Metadata wanted = entry.metadata();
    if (current.type() != FileType.DIRECTORY) {
      return Copied.failed(wanted, Errno.ENOTDIR, "the target is a " + current.type() + " now");
    }
    try {
      return set(place, current, entry, xattrs, new Refused());
    } catch (SourceReadException e) {
      goOnAfter(e);
      // A directory that we hold open may have been replaced: look once more from the root down.
      source.invalidate(entry.path().isRoot() ? entry.path() : entry.path().parent());
    }
    try {
      return set(place, current, entry, xattrs, new Refused());
    } catch (SourceReadException e) {
      goOnAfter(e);
      Refused refused = new Refused();
      if (!GONE.contains(e.error().errno())) {
        refused.reading(e.error().errno());
      }
      return set(place, current, entry, noXattrs, refused);
    }
  }

  private static void goOnAfter(SourceReadException e) throws SourceFailedException {
    if (SourceFailedException.isMeantBy(e.error())) {
      throw SourceFailedException.of(e.error());
    }
  }

  private Copied set(Attributes.Place place, Stat current, ManifestEntry entry,
      XattrCopier copier, Refused refused) throws IOException {
    attributes.apply(place, current, entry.metadata(),
        copier.of(XattrSource.at(source, entry.path()), refused), refused);
    return Copied.done(Outcome.ATTRIBUTES_SET, entry.metadata(), refused);
  }
}
