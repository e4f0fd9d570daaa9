package io.efsmigrator.scan;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.ReservedNames;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.Listing;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lists one directory on both sides, and makes it where only the source has it. Safe for many threads, each with its own directory. */
final class DirectoryLister {

  private static final int OWNER_ALL = 0700;

  private enum Listed {
    WHOLE, FAILED, GIVEN_UP
  }

  private final Access access;
  private final DirectoryTree targetTree;
  private final ScanOptions options;
  private final CopyGuard guard;
  private final DirectoryMaker maker;
  private final XattrComparer xattrs;

  DirectoryLister(Access access, DirectoryTree targetTree, ScanOptions options, CopyGuard guard) {
    this.access = access;
    this.targetTree = targetTree;
    this.options = options;
    this.guard = guard;
    this.maker = new DirectoryMaker(guard);
    this.xattrs = new XattrComparer(options.xattrs());
  }

  /**
   * Fills in names and stats. A side that cannot be listed completely leaves no names at all, so that
   * nothing is derived from half a listing.
   *
   * @return null if there was no room for all the names
   */
  @Nullable
  DirectoryScan list(FrontierDirectory directory, ListingRoom.Share room) throws IOException {
    DirectoryScan scan = new DirectoryScan(directory);
    Listed listed = switch (directory.presence()) {
      case BOTH -> {
        Listed source = listSource(scan, room);
        Listed both = source == Listed.WHOLE ? listTarget(scan, room) : source;
        if (both == Listed.WHOLE) {
          compareXattrs(scan);
        }
        yield both;
      }
      case NEW_IN_TARGET -> {
        Listed source = listSource(scan, room);
        yield source == Listed.WHOLE ? make(scan, room) : source;
      }
      case TARGET_ONLY -> listTarget(scan, room);
    };
    return switch (listed) {
      case WHOLE -> scan;
      case FAILED -> {
        DirectoryScan nothing = new DirectoryScan(directory);
        nothing.problems.addAll(scan.problems);
        yield nothing;
      }
      case GIVEN_UP -> null;
    };
  }

  private Listed listSource(DirectoryScan scan, ListingRoom.Share room) throws IOException {
    RelativePath path = scan.path();
    boolean[] whole = new boolean[1];
    PosixException error = access.source(path, directory -> {
      scan.sourceNames.clear();
      try (Listing listing = directory.listing()) {
        scan.source = listing.stat();
        whole[0] = listing.listWhile(name -> {
          if (ReservedNames.contains(path, name)) {
            return true;
          }
          scan.sourceNames.add(name);
          return room.take(name.length());
        });
      }
    });
    if (error == null) {
      return whole[0] ? Listed.WHOLE : Listed.GIVEN_UP;
    }
    if (!Access.isGone(error)) {
      scan.problems.add(problem(path, "unreadable directory", error, "the source"));
    }
    // A directory that is gone by now: the next pass finds its parent without it.
    return Listed.FAILED;
  }

  /** Makes it, or lists what is there already. */
  private Listed make(DirectoryScan scan, ListingRoom.Share room) throws IOException {
    RelativePath path = scan.path();
    DirectoryMaker.Before[] before = new DirectoryMaker.Before[1];
    PosixException error = access.target(path.parent(),
        parent -> before[0] = maker.make(parent, path.name()));
    if (error != null) {
      scan.problems.add(problem(path, "failed", error, "the target"));
      return Listed.FAILED;
    }
    return switch (before[0]) {
      case NOTHING -> Listed.WHOLE;
      case A_DIRECTORY -> listTarget(scan, room);
    };
  }

  private Listed listTarget(DirectoryScan scan, ListingRoom.Share room) throws IOException {
    RelativePath path = scan.path();
    boolean[] whole = new boolean[1];
    PosixException error = tryListTarget(scan, room, whole);
    if (error != null && error.errno().equals(Errno.EACCES)
        && options.mode() == ScanMode.PREPARE && open(path)) {
      error = tryListTarget(scan, room, whole);
    }
    if (error != null) {
      scan.problems.add(problem(path, "unreadable directory", error, "the target"));
      return Listed.FAILED;
    }
    return whole[0] ? Listed.WHOLE : Listed.GIVEN_UP;
  }

  /** An attribute that cannot be read is a problem, and nothing against what is in the directory. */
  private void compareXattrs(DirectoryScan scan) throws IOException {
    RelativePath path = scan.path();
    scan.xattrs = xattrs.compare(
        work -> succeeded(scan, access.source(path, work), "the source"),
        work -> succeeded(scan, access.target(path, work), "the target"), Directory::xattrs);
  }

  private static boolean succeeded(DirectoryScan scan, @Nullable PosixException error,
      String side) {
    if (error != null && !Access.isGone(error)) {
      scan.problems.add(problem(scan.path(), "unreadable", error, side));
    }
    return error == null;
  }

  /** Names that both sides have are not kept twice: one bit tells as much. */
  private @Nullable PosixException tryListTarget(DirectoryScan scan, ListingRoom.Share room,
      boolean[] whole) throws IOException {
    RelativePath path = scan.path();
    return access.target(path, directory -> {
      scan.inTarget.clear();
      scan.extraNames.clear();
      try (Listing listing = directory.listing()) {
        scan.target = listing.stat();
        whole[0] = listing.listWhile(name -> {
          if (ReservedNames.contains(path, name)) {
            return true;
          }
          int index = scan.sourceNames.find(name);
          if (index >= 0) {
            scan.inTarget.set(index);
            return true;
          }
          scan.extraNames.add(name);
          return room.take(name.length());
        });
      }
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

  private static Problem problem(RelativePath path, String kind, PosixException error,
      String side) {
    return new Problem(path, kind, error.errno(), 1, side + ": " + error.getMessage());
  }
}
