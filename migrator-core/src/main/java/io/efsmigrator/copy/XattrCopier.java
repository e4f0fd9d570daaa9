package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.XattrName;
import java.util.Collections;
import java.util.SortedSet;

/** Begins the copy of extended attributes, entry by entry. Safe for many threads. */
final class XattrCopier {

  private static final SortedSet<XattrName> NONE = Collections.emptySortedSet();

  private final XattrScope scope;
  private final CopyGuard guard;
  private final Pace pace;

  XattrCopier(XattrScope scope, CopyGuard guard, Pace pace) {
    this.scope = scope;
    this.guard = guard;
    this.pace = pace;
  }

  /** Looks what the source has; asks for nothing if its file system has no attributes. */
  XattrCopy of(XattrSource source, Refused refused) throws SourceReadException {
    if (scope.isEmpty()) {
      return new XattrCopy(scope, source, NONE, refused, guard, pace);
    }
    pace.requests(1);
    try {
      return new XattrCopy(scope, source, source.names(scope), refused, guard, pace);
    } catch (SourceReadException e) {
      if (!e.error().errno().equals(Errno.E2BIG)) {
        throw e;
      }
      // More names than Linux hands out: the rest of the entry is worth copying all the same.
      refused.reading(e.error().errno());
      return new XattrCopy(XattrScope.NOTHING, source, NONE, refused, guard, pace);
    }
  }
}
