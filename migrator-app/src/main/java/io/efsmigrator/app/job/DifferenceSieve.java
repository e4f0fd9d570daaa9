package io.efsmigrator.app.job;

import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells differences that matter from those that a living source makes by itself.
 *
 * <p>A path whose source changed after the last pass began, by its ctime or, if it is gone, by that
 * of the directory it was in, is left to the next pass. Extra entries of the target are none if
 * deletes are switched off.
 *
 * @param since start of the last pass
 */
record DifferenceSieve(Liveness liveness, DeletePolicy deletes, Timestamp since)
    implements
      ScanBatches.Sieve {

  /** The kind of a problem that says the target has more than the source. */
  static final String EXTRA = "extra";

  @Override
  public ScanBatches.Sifted sift(List<Problem> found, Trees trees) throws IOException {
    List<Problem> problems = new ArrayList<>();
    List<Problem> left = new ArrayList<>();
    for (Problem problem : found) {
      boolean wantedExtra = deletes instanceof DeletePolicy.Keep
          && problem.kind().equals(EXTRA);
      if (wantedExtra) {
        continue;
      }
      boolean moving = liveness == Liveness.LIVE && changed(problem.path(), trees.source());
      (moving ? left : problems).add(problem);
    }
    return new ScanBatches.Sifted(problems, left);
  }

  private boolean changed(RelativePath path, DirectoryTree source) throws IOException {
    RelativePath at = path;
    while (true) {
      Optional<Stat> stat = stat(at, source);
      if (stat.isPresent()) {
        return stat.get().ctime().isAfter(since);
      }
      if (at.isRoot()) {
        return false;
      }
      at = at.parent();
    }
  }

  private static Optional<Stat> stat(RelativePath path, DirectoryTree source)
      throws IOException {
    if (path.isRoot()) {
      return Optional.of(source.root().stat());
    }
    try (DirectoryTree.Lease lease = source.directory(path.parent())) {
      return lease.directory().find(path.name());
    } catch (PosixException e) {
      if (e.errno().equals(Errno.ENOENT) || e.errno().equals(Errno.ENOTDIR)
          || e.errno().equals(Errno.ESTALE) || e.errno().equals(Errno.ELOOP)) {
        source.invalidate(path.parent());
        return Optional.empty();
      }
      throw e;
    }
  }
}
