package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Buffers;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;

/**
 * One attempt at copying a regular file.
 *
 * <p>The file gets owner, ACL and mode while it is still empty, so its content is never readable by
 * somebody who may not read it in the source; other extended attributes and set-id bits follow after
 * the content, the modification time comes last. A file whose mtime equals the source's is therefore complete.
 */
final class FileCopy {

  /** The mtime of a file that did not hold still or is not right: no recording has it. */
  static final Timestamp UNFINISHED = new Timestamp(0, 1);

  private static final int PERMISSION_BITS = 0777;
  private static final int OWNER_BITS = 0700;

  private final DirectoryTree source;
  private final DirectoryTree target;
  private final TargetRoom room;
  private final CopyGuard guard;
  private final Pace pace;
  private final Settling settling;
  private final Attributes attributes;
  private final XattrCopier xattrCopier;
  private final LargeFiles large;
  private final Buffers buffers = new Buffers();

  FileCopy(DirectoryTree source, DirectoryTree target, TargetRoom room, CopyGuard guard,
      Pace pace, LargeFiles large, XattrCopier xattrCopier, Settling settling) {
    this.settling = settling;
    this.large = large;
    this.xattrCopier = xattrCopier;
    this.source = source;
    this.target = target;
    this.room = room;
    this.guard = guard;
    this.pace = pace;
    this.attributes = new Attributes(guard);
  }

  Copied copy(RelativePath path) throws IOException {
    try (SourceFile in = SourceFile.open(source, path)) {
      Settling.Settled settled = settling.await(in);
      Stat before = settled.stat();
      if (before.type() != FileType.FILE) {
        return Copied.vanished(Metadata.from(before), "it is a " + before.type() + " now");
      }
      try (DirectoryTree.Lease lease = target.directory(path.parent())) {
        return write(in, settled, lease.directory(), path);
      }
    }
  }

  private Copied write(SourceFile in, Settling.Settled settled, Directory directory,
      RelativePath path) throws IOException {
    Stat before = settled.stat();
    Metadata wanted = Metadata.from(before);
    Refused refused = new Refused();
    XattrCopy xattrs = xattrCopier.of(in, refused);
    // Until it has its ACL, the group's bits of the mode would give the group what others may.
    int mode = before.mode() & (xattrs.hasAccessAcl() ? OWNER_BITS : PERMISSION_BITS);
    TargetFile target = TargetFile.open(directory, path.name(), mode, room, guard);
    try (OpenFile out = target.file()) {
      Content content = content(in, before, path, target);
      prepare(target, wanted, content.kept(), xattrs, refused);
      Sha256 sha256 = content.copy();
      xattrs.others(Attributes.on(out), refused.allowed(before.mode()) & PERMISSION_BITS);
      boolean stable = settled.isStill() && isUnchanged(before, in.closeAndStat());
      finish(out, refused.allowed(wanted.mode()), wanted, stable);
      // The file is closed behind this line; NFS may report a failed write only there.
      return stable
          ? Copied.file(wanted, sha256, refused)
          : Copied.inFlux(wanted, "it changed while it was read");
    } catch (SourceReadException e) {
      // Half a file under its final name would look like a whole one to people.
      room.make(directory, path.name());
      throw e;
    }
  }

  /** Owner, ACL and mode before the first byte; what an earlier copy left is cut away. */
  private void prepare(TargetFile target, Metadata wanted, long kept, XattrCopy xattrs,
      Refused refused) throws IOException {
    Stat stat = target.stat();
    attributes.owner(Attributes.on(target.file()), stat, wanted, refused);
    xattrs.accessAcl(Attributes.on(target.file()));
    int mode = refused.allowed(wanted.mode()) & PERMISSION_BITS;
    if (stat.mode() != mode) {
      guard.check();
      target.file().setMode(mode);
    }
    if (stat.sizeBytes() > kept) {
      guard.check();
      target.file().truncate(kept);
    }
  }

  private Content content(SourceFile in, Stat before, RelativePath path, TargetFile target)
      throws IOException {
    FileContent content = new FileContent(in, before, target.file(), guard, pace);
    if (before.sizeBytes() < large.fromBytes()) {
      return new Content(0, () -> content.copy(buffers));
    }
    LargeFileNote note = LargeFileNote.of(large.folder(), path, before, target.stat());
    long kept = note.kept(target.stat());
    return new Content(kept, new LargeContent(content, target.file(), note, large, buffers,
        before.sizeBytes(), kept)::copy);
  }

  private void finish(OpenFile out, int mode, Metadata wanted, boolean stable)
      throws IOException {
    if (stable && (mode & Attributes.SPECIAL_BITS) != 0) {
      guard.check();
      out.setMode(mode);
    }
    guard.check();
    out.setTimes(stable ? wanted.mtime() : UNFINISHED);
  }

  /** The copy of a file's content that is to be done, and how much an earlier one has left. */
  private record Content(long kept, Copying copying) {

    interface Copying {
      Sha256 run() throws IOException;
    }

    Sha256 copy() throws IOException {
      return copying.run();
    }
  }

  static boolean isUnchanged(Stat before, Stat after) {
    return before.sizeBytes() == after.sizeBytes() && before.mtime().equals(after.mtime())
        && before.ctime().equals(after.ctime());
  }
}
