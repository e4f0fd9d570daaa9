package io.efsmigrator.scan;

import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what a target entry differs from the source. */
enum Difference {
  MISSING("missing"),
  TYPE("type"),
  SIZE("size"),
  MTIME("mtime"),
  /** Size and mtime are equal, but something was done to the file since the last pass. */
  CHANGED_SINCE("changed"),
  LINK_TARGET("link target"),
  DEVICE("device"),
  /** The target's inode has further names, the source's has not. */
  SHARED("hard link"),
  MODE("mode"),
  OWNER("owner"),
  /** Extended attributes, ACLs among them; for the caller to compare. */
  XATTR("xattr");

  private final String word;

  Difference(String word) {
    this.word = word;
  }

  /** As it stands in a problem. */
  String word() {
    return word;
  }

  /**
   * Compares two entries by their metadata. A directory's size and a link's mode say nothing; whether
   * links lead to the same place, and extended attributes, are for the caller to read.
   */
  static Set<Difference> between(Stat source, @Nullable Stat target,
      @Nullable Timestamp changedSince) {
    if (target == null) {
      return EnumSet.of(MISSING);
    }
    if (source.type() != target.type()) {
      return EnumSet.of(TYPE);
    }
    Set<Difference> differences = EnumSet.noneOf(Difference.class);
    if (source.type() == FileType.FILE) {
      compareContent(source, target, changedSince, differences);
    }
    if (!source.mtime().equals(target.mtime())) {
      differences.add(MTIME);
    }
    if (source.rdev() != target.rdev()) {
      differences.add(DEVICE);
    }
    if (source.type() != FileType.DIRECTORY && source.linkCount() == 1 && target.linkCount() > 1) {
      differences.add(SHARED);
    }
    if (source.type() != FileType.SYMLINK && source.mode() != target.mode()) {
      differences.add(MODE);
    }
    if (source.uid() != target.uid() || source.gid() != target.gid()) {
      differences.add(OWNER);
    }
    return differences;
  }

  private static void compareContent(Stat source, Stat target, @Nullable Timestamp changedSince,
      Set<Difference> differences) {
    if (source.sizeBytes() != target.sizeBytes()) {
      differences.add(SIZE);
    }
    if (changedSince != null && source.ctime().isAfter(changedSince)) {
      differences.add(CHANGED_SINCE);
    }
  }

  /** What has to be done about these differences. */
  static Verdict verdict(FileType type, Set<Difference> differences) {
    for (Difference difference : differences) {
      boolean copy = switch (difference) {
        case MISSING, TYPE, SIZE, CHANGED_SINCE, LINK_TARGET, DEVICE, SHARED -> true;
        // Only of a file does the time stand for the content.
        case MTIME -> type == FileType.FILE;
        case MODE, OWNER, XATTR -> false;
      };
      if (copy) {
        return Verdict.COPY;
      }
    }
    return differences.isEmpty() ? Verdict.EQUAL : Verdict.ATTRIBUTES;
  }

  /** What has to be done about an entry. */
  enum Verdict {
    EQUAL, ATTRIBUTES, COPY
  }
}
