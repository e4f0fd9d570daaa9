package io.efsmigrator.scan;

import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the entries of a slice on both sides and says what has to be done. Safe for many threads,
 * each with its own slice.
 */
final class EntryScanner {

  private static final String SOURCE = "the source";
  private static final String TARGET = "the target";

  /** Something that is known once both sides have been looked at. */
  @FunctionalInterface
  private interface Look {
    void at(Directory directory) throws IOException;
  }

  private final Access access;
  private final ScanOptions options;
  private final DefaultAcls defaultAcls;
  private final XattrComparer xattrs;
  private final NestedRoots roots;

  EntryScanner(Access access, ScanOptions options, DefaultAcls defaultAcls, NestedRoots roots) {
    this.roots = roots;
    this.access = access;
    this.options = options;
    this.defaultAcls = defaultAcls;
    this.xattrs = new XattrComparer(options.xattrs());
  }

  void scan(Slice slice) throws IOException {
    DirectoryScan scan = slice.scan;
    int sourceSize = scan.sourceNames.size();
    for (int i = slice.from; i < slice.to; i++) {
      if (i < sourceSize) {
        sourceEntry(slice, scan.sourceNames.name(i), scan.inTarget.get(i));
      } else {
        extraEntry(slice, scan.extraNames.name(i - sourceSize));
      }
    }
  }

  private void sourceEntry(Slice slice, Name name, boolean inTarget) throws IOException {
    RelativePath path = slice.scan.path().child(name);
    Holder source = new Holder();
    if (!source(slice, path, directory -> source.set(directory.find(name)))
        || source.stat == null) {
      // Vanished since it was listed; it keeps its counterpart until the next pass.
      return;
    }
    slice.seen++;
    Holder target = new Holder();
    if (inTarget && !target(slice, path, directory -> target.set(directory.find(name)))) {
      return;
    }
    roots.check(path, source.stat, target.stat);
    if (options.mode() == ScanMode.FIND_LATE) {
      late(slice, path, source.stat, target.stat);
    } else if (source.stat.type() == FileType.DIRECTORY) {
      directory(slice, path, target.stat);
    } else {
      other(slice, path, source.stat, target.stat);
    }
  }

  private void directory(Slice slice, RelativePath path, @Nullable Stat target)
      throws IOException {
    if (target != null && target.type() == FileType.DIRECTORY) {
      slice.children.add(new FrontierDirectory(path, FrontierDirectory.Presence.BOTH));
      return;
    }
    if (options.mode() == ScanMode.PROVE) {
      Difference difference = target == null ? Difference.MISSING : Difference.TYPE;
      slice.problems.add(new Problem(path, difference.word(), null, 1,
          target == null
              ? "the target has no such directory"
              : "a directory in the source, a " + target.type() + " in the target"));
      return;
    }
    defaultAcls.removeFrom(slice.scan);
    // Made when its turn comes: many in one parent are made one after the other, and would hold up
    // everything else in this batch.
    slice.targetChanged = true;
    slice.children.add(new FrontierDirectory(path, FrontierDirectory.Presence.NEW_IN_TARGET));
  }

  private void other(Slice slice, RelativePath path, Stat source, @Nullable Stat target)
      throws IOException {
    Set<Difference> differences = Difference.between(source, target, options.changedSince());
    LinkTarget linkTarget = null;
    if (source.type() == FileType.SYMLINK) {
      linkTarget = compareLinks(slice, path, differences);
      if (linkTarget == null) {
        return;
      }
    }
    XattrComparison attributes = compareXattrs(slice, path, source, differences);
    Difference.Verdict verdict = Difference.verdict(source.type(), differences);
    Metadata metadata = Metadata.from(source);
    ManifestEntry copy = linkTarget == null
        ? ManifestEntry.of(kind(source.type()), path, metadata)
        : ManifestEntry.symlink(path, metadata, linkTarget);
    if (options.mode() == ScanMode.PROVE && !differences.isEmpty()) {
      slice.problems.add(difference(path, differences, source, target, attributes));
    }
    if (options.mode() == ScanMode.PROVE && verdict == Difference.Verdict.EQUAL) {
      // For a verification without a ledger: each name is read, whatever else it is known as.
      toDo(slice, copy, verdict);
    }
    boolean directoryInTheWay = options.mode() == ScanMode.PREPARE && target != null
        && target.type() == FileType.DIRECTORY;
    if (source.linkCount() > 1 || directoryInTheWay) {
      // What takes a directory away is copied last: by then all deletes have been counted.
      slice.linkNames.add(LinkName.of(source, copy, verdict, target));
    } else if (options.mode() == ScanMode.PREPARE) {
      toDo(slice, copy, verdict);
    }
    if (directoryInTheWay && options.deletes() instanceof DeletePolicy.Delete) {
      // What is below the directory in the way counts against the fuse like any other delete.
      slice.children.add(new FrontierDirectory(path, FrontierDirectory.Presence.TARGET_ONLY));
    }
  }

  private void toDo(Slice slice, ManifestEntry copy, Difference.Verdict verdict) {
    switch (verdict) {
      case COPY -> slice.toCopy.add(copy);
      case ATTRIBUTES -> slice.toCopy
          .add(ManifestEntry.of(Kind.ATTRIBUTES, copy.path(), copy.metadata()));
      case EQUAL -> {
        if (copy.kind() == Kind.FILE && options.unchanged() == UnchangedFiles.LISTED) {
          slice.toCopy.add(ManifestEntry.of(Kind.UNCHANGED, copy.path(), copy.metadata()));
        }
      }
    }
  }

  /** Reads what the links hold; null if the source's cannot be read any more. */
  private @Nullable LinkTarget compareLinks(Slice slice, RelativePath path,
      Set<Difference> differences) throws IOException {
    LinkTarget[] held = new LinkTarget[2];
    if (!source(slice, path, directory -> held[0] = directory.readLink(path.name()))) {
      return null;
    }
    boolean comparable = !differences.contains(Difference.MISSING)
        && !differences.contains(Difference.TYPE);
    if (comparable && target(slice, path, directory -> held[1] = directory.readLink(path.name()))
        && !held[0].equals(held[1])) {
      differences.add(Difference.LINK_TARGET);
    }
    return held[0];
  }

  /** Compares attributes of what stays in place; a copy compares for itself. */
  private XattrComparison compareXattrs(Slice slice, RelativePath path, Stat source,
      Set<Difference> differences) throws IOException {
    boolean comparable = !differences.contains(Difference.MISSING)
        && !differences.contains(Difference.TYPE);
    boolean copied = options.mode() == ScanMode.PREPARE
        && Difference.verdict(source.type(), differences) == Difference.Verdict.COPY;
    if (!comparable || copied) {
      return XattrComparison.NOTHING;
    }
    XattrComparison comparison = xattrs.compare(look -> source(slice, path, look::in),
        look -> target(slice, path, look::in), directory -> directory.xattrs(path.name()));
    if (!comparison.isEqual()) {
      differences.add(Difference.XATTR);
    }
    return comparison;
  }

  private void extraEntry(Slice slice, Name name) throws IOException {
    RelativePath path = slice.scan.path().child(name);
    if (options.mode() == ScanMode.PROVE) {
      slice.problems.add(new Problem(path, "extra", null, 1, "only the target has it"));
      return;
    }
    if (options.mode() == ScanMode.PREPARE && options.deletes() instanceof DeletePolicy.Keep) {
      return;
    }
    Holder target = new Holder();
    if (!target(slice, path, directory -> target.set(directory.find(name)))
        || target.stat == null) {
      return;
    }
    roots.check(path, null, target.stat);
    if (options.mode() == ScanMode.FIND_LATE) {
      lateExtra(slice, path, target.stat, "only the target has it");
      return;
    }
    slice.toDelete.add(ManifestEntry.of(Kind.DELETE, path, Metadata.from(target.stat)));
    if (target.stat.type() == FileType.DIRECTORY) {
      slice.children.add(new FrontierDirectory(path, FrontierDirectory.Presence.TARGET_ONLY));
    }
  }

  /** What a copy would write over, if somebody changed it after it was settled. */
  private void late(Slice slice, RelativePath path, Stat source, @Nullable Stat target)
      throws IOException {
    if (target == null) {
      return;
    }
    boolean both = source.type() == FileType.DIRECTORY && target.type() == FileType.DIRECTORY;
    if (both) {
      slice.children.add(new FrontierDirectory(path, FrontierDirectory.Presence.BOTH));
      return;
    }
    Set<Difference> differences = Difference.between(source, target, null);
    if (source.type() == FileType.SYMLINK && compareLinks(slice, path, differences) == null) {
      return;
    }
    if (!differences.isEmpty()) {
      lateExtra(slice, path, target, "both sides have it, and not alike");
    }
  }

  /** A directory that the source does not have would go with all that is in it, so all is looked at. */
  private void lateExtra(Slice slice, RelativePath path, Stat target, String how) {
    if (target.ctime().isAfter(Objects.requireNonNull(options.changedSince()))) {
      slice.problems.add(new Problem(path, "late", null, 1,
          how + "; changed there at " + target.ctime() + ": target " + describe(target)));
    }
    if (target.type() == FileType.DIRECTORY) {
      slice.children.add(new FrontierDirectory(path, FrontierDirectory.Presence.TARGET_ONLY));
    }
  }

  private boolean source(Slice slice, RelativePath path, Look look) throws IOException {
    return succeeded(slice, path, access.source(path.parent(), look::at), SOURCE);
  }

  private boolean target(Slice slice, RelativePath path, Look look) throws IOException {
    return succeeded(slice, path, access.target(path.parent(), look::at), TARGET);
  }

  private static boolean succeeded(Slice slice, RelativePath path, @Nullable PosixException error,
      String side) {
    if (error == null) {
      return true;
    }
    // EINVAL: a link became something else before it was read. The next pass sees what.
    boolean vanished = side.equals(SOURCE)
        && (Access.isGone(error) || error.errno().equals(Errno.EINVAL));
    if (!vanished) {
      slice.problems.add(new Problem(path, side.equals(SOURCE) ? "unreadable" : "failed",
          error.errno(), 1, side + ": " + error.getMessage()));
    }
    return false;
  }

  static Problem difference(RelativePath path, Set<Difference> differences, Stat source,
      @Nullable Stat target, XattrComparison attributes) {
    String words = differences.stream().map(Difference::word).collect(Collectors.joining(", "));
    return new Problem(path, words, null, 1, "source " + describe(source) + ", target "
        + (target == null ? "nothing" : describe(target))
        + (attributes.isEqual() ? "" : "; " + attributes.differences()));
  }

  private static String describe(Stat stat) {
    return "%s size %d mtime %s mode %04o owner %d:%d".formatted(stat.type(), stat.sizeBytes(),
        stat.mtime(), stat.mode(), stat.uid(), stat.gid());
  }

  private static Kind kind(FileType type) {
    return switch (type) {
      case FILE -> Kind.FILE;
      case SYMLINK -> Kind.SYMLINK;
      case FIFO -> Kind.FIFO;
      case SOCKET -> Kind.SOCKET;
      case CHARACTER_DEVICE -> Kind.CHARACTER_DEVICE;
      case BLOCK_DEVICE -> Kind.BLOCK_DEVICE;
      case DIRECTORY -> throw new IllegalArgumentException("a directory is no entry to copy");
    };
  }

  /** Takes what a lambda found. */
  private static final class Holder {
    private @Nullable Stat stat;

    private void set(Optional<Stat> found) {
      stat = found.orElse(null);
    }
  }
}
