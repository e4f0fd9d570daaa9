package io.efsmigrator.scan;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.ReservedNames;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lists one directory on both sides. Safe for many threads, each with its own directory. */
final class DirectoryLister {

  private static final int OWNER_ALL = 0700;

  private final Access access;
  private final DirectoryTree targetTree;
  private final ScanOptions options;
  private final CopyGuard guard;

  DirectoryLister(Access access, DirectoryTree targetTree, ScanOptions options, CopyGuard guard) {
    this.access = access;
    this.targetTree = targetTree;
    this.options = options;
    this.guard = guard;
  }

  /**
   * Fills in names and stats. A side that cannot be listed completely leaves no names at all, so that
   * nothing is derived from half a listing.
   */
  DirectoryScan list(FrontierDirectory directory) throws IOException {
    DirectoryScan scan = new DirectoryScan(directory);
    boolean complete = switch (directory.presence()) {
      case BOTH -> listSource(scan) && listTarget(scan);
      case NEW_IN_TARGET -> listSource(scan);
      case TARGET_ONLY -> listTarget(scan);
    };
    if (!complete) {
      DirectoryScan nothing = new DirectoryScan(directory);
      nothing.problems.addAll(scan.problems);
      return nothing;
    }
    for (int i = 0; i < scan.targetNames.size(); i++) {
      if (scan.sourceNames.find(scan.targetNames.name(i)) < 0) {
        scan.extraNames.add(i);
      }
    }
    return scan;
  }

  private boolean listSource(DirectoryScan scan) throws IOException {
    RelativePath path = scan.path();
    NameTable names = scan.sourceNames;
    PosixException error = access.source(path, directory -> {
      scan.source = directory.stat();
      names.clear();
      directory.list(name -> add(names, path, name));
    });
    if (error == null) {
      return true;
    }
    if (!Access.isGone(error)) {
      scan.problems.add(problem(path, "unreadable directory", error, "the source"));
    }
    // A directory that is gone by now: the next pass finds its parent without it.
    return false;
  }

  private boolean listTarget(DirectoryScan scan) throws IOException {
    RelativePath path = scan.path();
    PosixException error = tryListTarget(scan);
    if (error != null && error.errno().equals(Errno.EACCES)
        && options.mode() == ScanMode.PREPARE && open(path)) {
      error = tryListTarget(scan);
    }
    if (error != null) {
      scan.problems.add(problem(path, "unreadable directory", error, "the target"));
    }
    return error == null;
  }

  private @Nullable PosixException tryListTarget(DirectoryScan scan) throws IOException {
    NameTable names = scan.targetNames;
    return access.target(scan.path(), directory -> {
      scan.target = directory.stat();
      names.clear();
      directory.list(name -> add(names, scan.path(), name));
    });
  }

  /** Lets us into a directory whose mode keeps its owner out; its mode is set again at the end. */
  private boolean open(RelativePath path) throws IOException {
    if (path.isRoot()) {
      return false;
    }
    PosixException error = access.target(path.parent(), parent -> {
      Name name = path.name();
      guard.check();
      parent.setMode(name, parent.stat(name).mode() | OWNER_ALL);
    });
    targetTree.invalidate(path);
    return error == null;
  }

  private static void add(NameTable names, RelativePath path, Name name) {
    if (!ReservedNames.contains(path, name)) {
      names.add(name);
    }
  }

  private static Problem problem(RelativePath path, String kind, PosixException error,
      String side) {
    return new Problem(path, kind, error.errno(), 1, side + ": " + error.getMessage());
  }
}
