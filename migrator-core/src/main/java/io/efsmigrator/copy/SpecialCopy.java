package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import java.io.IOException;

/** One attempt at an entry without content: links, fifos, sockets, devices, attributes alone. */
final class SpecialCopy {

  private static final int PERMISSION_BITS = 0777;

  /** A call that creates an entry and fails if there is one. */
  @FunctionalInterface
  private interface Creation {
    void run() throws PosixException;
  }

  private final DirectoryTree source;
  private final DirectoryTree target;
  private final TargetRoom room;
  private final CopyGuard guard;
  private final Attributes attributes;
  private final XattrCopier xattrs;

  SpecialCopy(DirectoryTree source, DirectoryTree target, TargetRoom room, CopyGuard guard,
      XattrCopier xattrs) {
    this.source = source;
    this.target = target;
    this.room = room;
    this.guard = guard;
    this.attributes = new Attributes(guard);
    this.xattrs = xattrs;
  }

  Copied symlink(ManifestEntry entry) throws IOException {
    Stat stat = SourceFile.stat(source, entry.path());
    Metadata wanted = Metadata.from(stat);
    if (stat.type() != FileType.SYMLINK) {
      return Copied.vanished(wanted, "it is a " + stat.type() + " now");
    }
    LinkTarget scanned = entry.linkTarget();
    boolean sameLink = stat.inode() == entry.metadata().inode()
        && stat.ctime().equals(entry.metadata().ctime());
    // A link cannot be rewritten in place: same inode and ctime means same link target.
    LinkTarget linkTarget = sameLink && scanned != null
        ? scanned
        : SourceFile.readLink(source, entry.path());
    try (DirectoryTree.Lease lease = target.directory(entry.path().parent())) {
      Directory directory = lease.directory();
      Name name = entry.path().name();
      create(directory, name, () -> directory.makeSymlink(linkTarget, name));
      return complete(directory, entry.path(), wanted);
    }
  }

  Copied node(ManifestEntry entry, FileType type) throws IOException {
    Stat stat = SourceFile.stat(source, entry.path());
    Metadata wanted = Metadata.from(stat);
    if (stat.type() != type) {
      return Copied.vanished(wanted, "it is a " + stat.type() + " now");
    }
    try (DirectoryTree.Lease lease = target.directory(entry.path().parent())) {
      Directory directory = lease.directory();
      Name name = entry.path().name();
      create(directory, name, () -> directory.makeNode(name, type,
          stat.mode() & PERMISSION_BITS, stat.rdev()));
      return complete(directory, entry.path(), wanted);
    }
  }

  Copied attributes(ManifestEntry entry) throws IOException {
    Stat stat = SourceFile.stat(source, entry.path());
    Metadata wanted = Metadata.from(stat);
    Metadata scanned = entry.metadata();
    if (stat.sizeBytes() != scanned.sizeBytes() || !stat.mtime().equals(scanned.mtime())) {
      return Copied.inFlux(wanted, "it changed after it was scanned");
    }
    try (DirectoryTree.Lease lease = target.directory(entry.path().parent())) {
      Directory directory = lease.directory();
      Name name = entry.path().name();
      Stat current = directory.stat(name);
      if (current.type() != stat.type() || current.sizeBytes() != stat.sizeBytes()
          || current.mountRoot()) {
        return Copied.failed(wanted, null, "the target changed after it was scanned");
      }
      return Copied.done(Outcome.ATTRIBUTES_SET, wanted,
          set(directory, entry.path(), current, wanted));
    }
  }

  private Copied complete(Directory directory, RelativePath path, Metadata wanted)
      throws IOException {
    return Copied.done(Outcome.COPIED, wanted,
        set(directory, path, directory.stat(path.name()), wanted));
  }

  private Refused set(Directory directory, RelativePath path, Stat current, Metadata wanted)
      throws IOException {
    Refused refused = new Refused();
    Attributes.Place place = Attributes.on(directory, path.name());
    XattrCopy copy = xattrs.of(XattrSource.at(source, path), refused);
    attributes.apply(place, current, wanted, copy, refused);
    return refused;
  }

  private void create(Directory directory, Name name, Creation creation) throws IOException {
    guard.check();
    try {
      creation.run();
    } catch (PosixException e) {
      if (!e.errno().equals(Errno.EEXIST)) {
        throw e;
      }
      room.make(directory, name);
      guard.check();
      creation.run();
    }
  }
}
