package io.efsmigrator.scan;

import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.XattrName;
import io.efsmigrator.posix.Xattrs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Compares extended attributes; asks neither side if the source's file system has none. One value of
 * each side is in memory.
 */
final class XattrComparer {

  /** One of the two trees. */
  @FunctionalInterface
  interface Side {
    /** Does something in the directory; false if that failed, which has been dealt with then. */
    boolean look(Access.Work work) throws IOException;
  }

  /** Whose attributes are meant, in that directory. */
  @FunctionalInterface
  interface Place {
    Xattrs in(Directory directory);
  }

  private final XattrScope scope;

  XattrComparer(XattrScope scope) {
    this.scope = scope;
  }

  /** What differs; nothing if a side cannot be read. */
  XattrComparison compare(Side source, Side target, Place place) throws IOException {
    List<SortedSet<XattrName>> names = new ArrayList<>();
    if (scope.isEmpty()
        || !source.look(directory -> names.add(scope.names(place.in(directory))))
        || !target.look(directory -> names.add(scope.names(place.in(directory))))) {
      return XattrComparison.NOTHING;
    }
    SortedSet<XattrName> ofSource = names.getFirst();
    SortedSet<XattrName> ofTarget = names.getLast();
    List<XattrName> changed = new ArrayList<>();
    for (XattrName name : ofSource) {
      if (ofTarget.contains(name)) {
        List<Optional<byte[]>> values = new ArrayList<>();
        if (!source.look(directory -> values.add(place.in(directory).value(name)))
            || !target.look(directory -> values.add(place.in(directory).value(name)))) {
          return XattrComparison.NOTHING;
        }
        if (!same(values.getFirst(), values.getLast())) {
          changed.add(name);
        }
      }
    }
    return XattrComparison.of(ofSource, ofTarget, changed);
  }

  private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
    return one.isPresent() == other.isPresent()
        && (one.isEmpty() || Arrays.equals(one.get(), other.get()));
  }
}
