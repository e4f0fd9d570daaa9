package io.efsmigrator.archive;

import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.util.List;

/** A filter, ready to be asked, with the moment that the age of recordings counts from. */
public final class FileChoice {

  /** What is done about an entry of the source. */
  enum Verdict {
    /** A directory is listed. */
    ENTER,
    /** Nobody asked for it. */
    PASS_BY,
    /** It is archived. */
    TAKE,
    /** It would be, if it had one name only. */
    HARD_LINK,
    /** It would be, if it were a file. */
    NO_FILE
  }

  private final List<Glob.Matcher> include;
  private final List<Glob.Matcher> exclude;
  private final RecordingFilter filter;
  private final Timestamp youngest;

  /**
   * A choice by this filter.
   *
   * @param began when the run began first, so that a restart chooses the same
   */
  public FileChoice(RecordingFilter filter, Timestamp began) {
    this.filter = filter;
    this.include = filter.include().stream().map(Glob::matcher).toList();
    this.exclude = filter.exclude().stream().map(Glob::matcher).toList();
    this.youngest = began.minusSeconds(filter.olderThan().toSeconds());
  }

  Verdict of(RelativePath path, Stat stat) {
    if (stat.type() == FileType.DIRECTORY) {
      return Verdict.ENTER;
    }
    if (!stat.mtime().isAfter(youngest) && isNamed(path)) {
      if (stat.type() != FileType.FILE) {
        return Verdict.NO_FILE;
      }
      if (stat.sizeBytes() >= filter.minBytes() && stat.sizeBytes() <= filter.maxBytes()) {
        return stat.linkCount() == 1 ? Verdict.TAKE : Verdict.HARD_LINK;
      }
    }
    return Verdict.PASS_BY;
  }

  private boolean isNamed(RelativePath path) {
    return (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(path)))
        && exclude.stream().noneMatch(glob -> glob.matches(path));
  }
}
