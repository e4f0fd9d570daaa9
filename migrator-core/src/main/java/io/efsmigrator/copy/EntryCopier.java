package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.SourceFailedException;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.PosixException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies one entry of the manifest and tells what became of it.
 *
 * <p>An error of the entry is an outcome; an error that the next entry would meet as well is thrown.
 * Doing an entry twice is harmless. Safe for use by many threads.
 */
public final class EntryCopier {

  /** How often an entry is tried that changes, or whose directory moves, under our hands. */
  static final int MAX_ATTEMPTS = 3;

  private static final int FILE_REQUESTS = 6;
  private static final int OTHER_REQUESTS = 4;

  private static final Set<Errno> GONE = Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP,
      Errno.ENXIO);
  private static final Set<Errno> MAY_PASS = Set.of(Errno.EIO, Errno.ESTALE);

  private final DirectoryTree source;
  private final DirectoryTree target;
  private final CopyGuard guard;
  private final Pace pace;
  private final TargetRoom room;
  private final FileCopy files;
  private final SpecialCopy specials;

  /**
   * Copies from one tree to another: what may be in the way, who may write, how fast, what besides
   * content, owner, mode and times, and when a file of the source may be read.
   */
  public EntryCopier(DirectoryTree source, DirectoryTree target, DeletePolicy deletes,
      CopyGuard guard, Pace pace, LargeFiles large, XattrScope scope, Settling settling) {
    this.source = source;
    this.target = target;
    this.guard = guard;
    this.pace = pace;
    this.room = new TargetRoom(deletes, guard);
    XattrCopier xattrs = new XattrCopier(scope, guard, pace);
    this.files = new FileCopy(source, target, room, guard, pace, large, xattrs, settling);
    this.specials = new SpecialCopy(source, target, room, guard, xattrs);
  }

  /**
   * Does what the entry says. Hard links and deletes are not for here but for {@link TreeFinisher}.
   *
   * @throws io.efsmigrator.manifest.TreeFailedException if no further entry is worth trying
   * @throws io.efsmigrator.manifest.CopyStoppedException if the guard forbids to write
   * @throws io.efsmigrator.manifest.DeleteFuseException if more is in the way than may be deleted
   */
  public LedgerEntry copy(ManifestEntry entry) throws IOException {
    int attempts = 1;
    pace.files(1);
    while (true) {
      Copied copied = attempt(entry, attempts);
      if (copied != null) {
        return copied.toLedger(entry, attempts);
      }
      attempts++;
    }
  }

  /** One attempt; null means that another one is worth it. */
  private @Nullable Copied attempt(ManifestEntry entry, int attempts) throws IOException {
    try {
      pace.requests(requests(entry.kind()));
      Copied copied = copyOnce(entry);
      boolean again = copied.outcome() == Outcome.IN_FLUX && attempts < MAX_ATTEMPTS;
      return again ? null : copied;
    } catch (SourceReadException e) {
      return afterSourceError(entry, e.error(), attempts);
    } catch (PosixException e) {
      return afterTargetError(entry, e, attempts);
    }
  }

  /** Open, close and attributes; what moves content is counted with it. */
  private static int requests(Kind kind) {
    return switch (kind) {
      case FILE -> FILE_REQUESTS;
      case UNCHANGED -> 0;
      case SYMLINK, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE, ATTRIBUTES, HARD_LINK, DELETE ->
        OTHER_REQUESTS;
    };
  }

  private Copied copyOnce(ManifestEntry entry) throws IOException {
    return switch (entry.kind()) {
      case FILE -> files.copy(entry.path());
      case UNCHANGED -> Copied.done(Outcome.UNCHANGED, entry.metadata());
      case SYMLINK -> specials.symlink(entry);
      case FIFO -> specials.node(entry, FileType.FIFO);
      case SOCKET -> specials.node(entry, FileType.SOCKET);
      case CHARACTER_DEVICE -> specials.node(entry, FileType.CHARACTER_DEVICE);
      case BLOCK_DEVICE -> specials.node(entry, FileType.BLOCK_DEVICE);
      case ATTRIBUTES -> specials.attributes(entry);
      case HARD_LINK, DELETE -> throw new IllegalArgumentException(
          entry.kind() + " of " + entry.path() + " belongs to the finishing of the tree");
    };
  }

  private @Nullable Copied afterSourceError(ManifestEntry entry, PosixException e, int attempts)
      throws SourceFailedException {
    if (SourceFailedException.isMeantBy(e)) {
      throw SourceFailedException.of(e);
    }
    boolean gone = GONE.contains(e.errno());
    // A directory that we hold open may have been replaced: look once more from the root down.
    if ((gone && attempts == 1) || (MAY_PASS.contains(e.errno()) && attempts < MAX_ATTEMPTS)) {
      source.invalidate(entry.path().parent());
      return null;
    }
    return gone
        ? Copied.vanished(entry.metadata(), e.errno().text())
        : Copied.failed(entry.metadata(), e.errno(), "the source: " + e.getMessage());
  }

  private @Nullable Copied afterTargetError(ManifestEntry entry, PosixException e, int attempts)
      throws IOException {
    if (e.errno().equals(Errno.EIO) && attempts == 1) {
      // Written data may be lost behind an error of write or close; syncing again would hide it.
      // Of attributes alone nothing was written, and the content is not for this entry to bring back.
      if (entry.kind() != Kind.ATTRIBUTES) {
        discard(entry);
      }
      return null;
    }
    if (e.errno().equals(Errno.EACCES) && attempts == 1 && letOwnerIn(entry)) {
      return null;
    }
    boolean moved = e.errno().equals(Errno.ESTALE) || e.errno().equals(Errno.ENOENT)
        || e.errno().equals(Errno.ENOTDIR);
    if (moved && attempts < MAX_ATTEMPTS) {
      target.invalidate(entry.path().parent());
      return null;
    }
    if (TargetFailedException.isMeantBy(e)) {
      throw TargetFailedException.of(e, target.root());
    }
    return Copied.failed(entry.metadata(), e.errno(), "the target: " + e.getMessage());
  }

  private boolean letOwnerIn(ManifestEntry entry) throws IOException {
    try (DirectoryTree.Lease lease = target.directory(entry.path().parent())) {
      return OwnerAccess.grant(lease.directory(), guard);
    } catch (PosixException e) {
      // Not ours to open: the first error tells more.
      return false;
    }
  }

  private void discard(ManifestEntry entry) throws IOException {
    try (DirectoryTree.Lease lease = target.directory(entry.path().parent())) {
      room.make(lease.directory(), entry.path().name());
    } catch (PosixException e) {
      throw TargetFailedException.of(e);
    }
  }
}
