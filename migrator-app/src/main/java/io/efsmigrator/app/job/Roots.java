package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.manifest.SourceFailedException;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two directories of a run, which must stay what they were when it opened them first.
 *
 * <p>A mount that went away leaves its mount point: an empty directory of the root disk. What is open
 * still leads to the mount, but the next step would open the mount point, fill that disk, and call
 * the source empty. So every opening is compared with the first one, and the kernel's table of
 * mounts is looked at in between, which asks no server and therefore never hangs.
 */
public final class Roots {

  /** Tells what is mounted where a path leads, in words to compare. */
  @FunctionalInterface
  public interface MountTable {
    String at(Path path) throws IOException;
  }

  private static final String REMEDY = "Mount it again, check that it is the right file system,"
      + " then restart.";

  private final Root source;
  private final Root target;
  private final MountTable mounts;

  /** Directories that nobody has opened yet. */
  public Roots(Path source, Path target, MountTable mounts) {
    this.source = new Root("source", source);
    this.target = new Root("target", target);
    this.mounts = mounts;
  }

  /** Remembers the first opening, and refuses a later one that leads elsewhere. */
  void check(Trees trees) throws IOException {
    String lost = source.lost(trees.source().root().stat());
    if (lost != null) {
      throw new SourceFailedException(lost, REMEDY, null);
    }
    lost = target.lost(trees.target().root().stat());
    if (lost != null) {
      throw new TargetFailedException(lost, REMEDY, null);
    }
  }

  /** The same for a run that has to do with the source alone. */
  void check(DirectoryTree onlySource) throws IOException {
    String lost = source.lost(onlySource.root().stat());
    if (lost != null) {
      throw new SourceFailedException(lost, REMEDY, null);
    }
  }

  /** Whether another file system has taken the place of one of them, or none has. */
  public Optional<StopSignal.RootLost> lost() throws IOException {
    return source.isMountedAsBefore() && target.isMountedAsBefore()
        ? Optional.empty()
        : Optional.of(new StopSignal.RootLost("The "
            + (source.isMountedAsBefore() ? target : source)
            + " is not mounted any more as it was.",
            REMEDY));
  }

  private final class Root {

    private final String side;
    private final Path path;
    private @Nullable Stat first;
    private @Nullable String mount;

    private Root(String side, Path path) {
      this.side = side;
      this.path = path;
    }

    /** The stat is made before the lock: whoever looks after the run must not wait for a server. */
    private synchronized @Nullable String lost(Stat now) throws IOException {
      if (first == null) {
        first = now;
        mount = mounts.at(path);
        return null;
      }
      return now.sameInode(first)
          ? null
          : "The " + this + " is not the directory that the run began with.";
    }

    private synchronized boolean isMountedAsBefore() throws IOException {
      return mount == null || mount.equals(mounts.at(path));
    }

    @Override
    public String toString() {
      return side + " " + path;
    }
  }
}
