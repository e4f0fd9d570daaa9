package io.efsmigrator.scan;

import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.SourceFailedException;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reaches directories of the two trees and tells whose error an error is.
 *
 * <p>A directory that is held open may have been replaced meanwhile. So whatever looks like that is
 * tried again from the root down before it is believed.
 */
final class Access {

  private static final int MAX_ATTEMPTS = 3;
  private static final Set<Errno> GONE = Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP);
  private static final Set<Errno> MAY_PASS = Set.of(Errno.EIO, Errno.ESTALE);

  /** Something done in an open directory. */
  @FunctionalInterface
  interface Work {
    void in(Directory directory) throws IOException;
  }

  private final DirectoryTree source;
  private final DirectoryTree target;
  private final Pace pace;

  Access(DirectoryTree source, DirectoryTree target, Pace pace) {
    this.source = source;
    this.target = target;
    this.pace = pace;
  }

  /**
   * Works in a directory of the source.
   *
   * @return null if that went well, or the error that concerns this directory only
   * @throws SourceFailedException if the source as a whole fails
   */
  @Nullable
  PosixException source(RelativePath path, Work work) throws IOException {
    PosixException error = attempt(source, path, work);
    if (error == null) {
      return null;
    }
    // A directory that cannot be read to its end might hold anything; going on would lose it.
    if (SourceFailedException.isMeantBy(error) || MAY_PASS.contains(error.errno())
        || (path.isRoot() && isGone(error))) {
      throw SourceFailedException.of(error);
    }
    return error;
  }

  /**
   * Works in a directory of the target.
   *
   * @return null if that went well, or the error that concerns this directory only
   * @throws TargetFailedException if the target as a whole fails
   */
  @Nullable
  PosixException target(RelativePath path, Work work) throws IOException {
    PosixException error = attempt(target, path, work);
    if (error != null
        && (TargetFailedException.isMeantBy(error) || (path.isRoot() && isGone(error)))) {
      throw TargetFailedException.of(error, target.root());
    }
    return error;
  }

  static boolean isGone(PosixException error) {
    return GONE.contains(error.errno());
  }

  private @Nullable PosixException attempt(DirectoryTree tree, RelativePath path, Work work)
      throws IOException {
    for (int attempt = 1;; attempt++) {
      pace.requests(1);
      try (DirectoryTree.Lease lease = tree.directory(path)) {
        work.in(lease.directory());
        return null;
      } catch (PosixException e) {
        int most = MAY_PASS.contains(e.errno()) ? MAX_ATTEMPTS : isGone(e) ? 2 : 1;
        if (attempt >= most) {
          return e;
        }
        tree.invalidate(path);
      }
    }
  }
}
