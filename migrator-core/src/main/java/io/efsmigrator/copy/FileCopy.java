package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at copying a regular file.
 *
 * <p>The file gets owner and mode while it is still empty, so its content is never readable by
 * somebody who may not read it in the source; set-id bits follow after the content, the modification
 * time comes last. A file whose mtime equals the source's is therefore complete.
 */
final class FileCopy {

  /** The mtime of a file that did not hold still: no recording has it, so the next pass sees it. */
  static final Timestamp UNFINISHED = new Timestamp(0, 1);

  private static final int PERMISSION_BITS = 0777;

  private final DirectoryTree source;
  private final DirectoryTree target;
  private final TargetRoom room;
  private final CopyGuard guard;
  private final Pace pace;
  private final Attributes attributes;
  private final Buffers buffers = new Buffers();

  FileCopy(DirectoryTree source, DirectoryTree target, TargetRoom room, CopyGuard guard,
      Pace pace) {
    this.source = source;
    this.target = target;
    this.room = room;
    this.guard = guard;
    this.pace = pace;
    this.attributes = new Attributes(guard);
  }

  Copied copy(RelativePath path) throws IOException {
    try (SourceFile in = SourceFile.open(source, path)) {
      Stat before = in.stat();
      if (before.type() != FileType.FILE) {
        return Copied.vanished(Metadata.from(before), "it is a " + before.type() + " now");
      }
      try (DirectoryTree.Lease lease = target.directory(path.parent())) {
        return write(in, before, lease.directory(), path);
      }
    }
  }

  private Copied write(SourceFile in, Stat before, Directory directory, RelativePath path)
      throws IOException {
    Metadata wanted = Metadata.from(before);
    TargetFile target = TargetFile.open(directory, path.name(), before.mode() & PERMISSION_BITS,
        room, guard);
    try (OpenFile out = target.file()) {
      Errno ownerError = prepare(target, wanted);
      Sha256 sha256 = content(in, before, out);
      boolean stable = isUnchanged(before, in.stat());
      finish(out, wanted, ownerError, stable);
      // The file is closed behind this line; NFS may report a failed write only there.
      return stable
          ? Copied.file(wanted, sha256, ownerError)
          : Copied.inFlux(wanted, "it changed while it was read");
    } catch (SourceReadException e) {
      // Half a file under its final name would look like a whole one to people.
      room.make(directory, path.name());
      throw e;
    }
  }

  /** Owner and mode before the first byte; what an earlier copy left is cut away. */
  private @Nullable Errno prepare(TargetFile target, Metadata wanted) throws IOException {
    Stat stat = target.stat();
    Errno ownerError = attributes.owner(Attributes.on(target.file()), stat, wanted);
    int mode = wanted.mode() & PERMISSION_BITS;
    if (stat.mode() != mode) {
      guard.check();
      target.file().setMode(mode);
    }
    if (stat.sizeBytes() > 0) {
      guard.check();
      target.file().truncate(0);
    }
    return ownerError;
  }

  private Sha256 content(SourceFile in, Stat before, OpenFile out) throws IOException {
    ByteBuffer buffer = buffers.take();
    try {
      return new FileContent(in, out, buffer, guard, pace).copy(before.sizeBytes());
    } finally {
      buffers.giveBack(buffer);
    }
  }

  private void finish(OpenFile out, Metadata wanted, @Nullable Errno ownerError, boolean stable)
      throws IOException {
    int mode = Attributes.allowedMode(wanted, ownerError);
    if (stable && (mode & Attributes.SPECIAL_BITS) != 0) {
      guard.check();
      out.setMode(mode);
    }
    guard.check();
    out.setTimes(stable ? wanted.mtime() : UNFINISHED);
  }

  private static boolean isUnchanged(Stat before, Stat after) {
    return before.sizeBytes() == after.sizeBytes() && before.mtime().equals(after.mtime())
        && before.ctime().equals(after.ctime());
  }
}
