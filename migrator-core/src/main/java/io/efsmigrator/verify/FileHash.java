package io.efsmigrator.verify;

import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Buffers;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The content of one file as it was read, with the stat before and after, which differ if somebody
 * wrote meanwhile.
 */
record FileHash(Sha256 sha256, long bytes, Stat before, Stat after) {

  /** Open, attributes twice and close. */
  private static final int REQUESTS = 4;
  private static final Buffers BUFFERS = new Buffers();

  /** What has to happen to the cache before the server's content can be read. */
  enum Cache {
    /** This machine may hold writes that no server has seen: they go out first. */
    SYNC_AND_DROP,
    /** Nothing of ours is in it, and a source is not written to, not even by a sync. */
    DROP
  }

  /** Reads a file; empty if no file is there under this name. */
  static Optional<FileHash> read(DirectoryTree tree, RelativePath path, Cache cache, Pace pace)
      throws PosixException {
    if (path.isRoot()) {
      return Optional.empty();
    }
    try (DirectoryTree.Lease lease = tree.directory(path.parent())) {
      return read(lease.directory(), path, cache, pace);
    } catch (PosixException e) {
      if (isNoFile(e.errno())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether the file was left alone while it was read. */
  boolean isStable() {
    return before.equals(after) && bytes == after.sizeBytes();
  }

  private static Optional<FileHash> read(Directory directory, RelativePath path, Cache cache,
      Pace pace) throws PosixException {
    pace.requests(REQUESTS);
    try (OpenFile file = directory.openFile(path.name())) {
      Stat before = file.stat();
      if (before.type() != FileType.FILE) {
        return Optional.empty();
      }
      switch (cache) {
        case SYNC_AND_DROP -> file.sync();
        case DROP -> {}
      }
      file.dropCache();
      MessageDigest digest = Sha256.newDigest();
      long bytes = hash(file, before.sizeBytes(), digest, pace);
      return Optional.of(new FileHash(Sha256.of(digest), bytes, before, file.closeAndStat()));
    }
  }

  private static long hash(OpenFile file, long sizeBytes, MessageDigest digest, Pace pace)
      throws PosixException {
    ByteBuffer buffer = BUFFERS.take(sizeBytes);
    try {
      long offset = 0;
      paced(buffer, sizeBytes, pace);
      // What comes behind the size it had shows that it changed; how much comes is of no interest, and
      // somebody may append faster than this reads.
      while (offset <= sizeBytes && file.read(buffer.clear(), offset) > 0) {
        offset += buffer.flip().remaining();
        digest.update(buffer);
        paced(buffer, sizeBytes - offset, pace);
      }
      return offset;
    } finally {
      BUFFERS.giveBack(buffer);
    }
  }

  /** Asks for the next READ; the one that finds the end costs nothing where the size is known. */
  private static void paced(ByteBuffer buffer, long leftBytes, Pace pace) {
    if (leftBytes > 0) {
      pace.bytes(Math.min(buffer.capacity(), leftBytes));
      pace.requests(1);
    }
  }

  /** Nothing there, something on the way that is no directory, a link, or a socket. */
  static boolean isNoFile(Errno errno) {
    return errno.equals(Errno.ENOENT) || errno.equals(Errno.ENOTDIR) || errno.equals(Errno.ELOOP)
        || errno.equals(Errno.ENXIO);
  }
}
