package io.efsmigrator.scan;

import io.efsmigrator.posix.XattrName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * How the extended attributes of one entry compare. Of thousands of names it keeps a line, because a
 * batch holds one of these for each directory.
 *
 * @param differences each attribute that differs, and how; empty if none does
 * @param handsOnAcl whether the target has a default ACL
 */
record XattrComparison(String differences, boolean handsOnAcl) {

  static final XattrComparison NOTHING = new XattrComparison("", false);

  /** So many are named, the others counted. */
  private static final int NAMED = 5;

  /** What is found by the names of both sides, and those names of which the values differ. */
  static XattrComparison of(SortedSet<XattrName> source, SortedSet<XattrName> target,
      List<XattrName> changed) {
    List<String> words = new ArrayList<>();
    source.stream().filter(name -> !target.contains(name)).forEach(
        name -> words.add(name + " is missing"));
    changed.forEach(name -> words.add(name + " differs"));
    target.stream().filter(name -> !source.contains(name)).forEach(
        name -> words.add(name + " is in the target only"));
    String text = String.join(", ", words.subList(0, Math.min(NAMED, words.size())));
    return new XattrComparison(
        words.size() <= NAMED ? text : text + " and " + (words.size() - NAMED) + " more",
        target.contains(XattrName.DEFAULT_ACL));
  }

  boolean isEqual() {
    return differences.isEmpty();
  }
}
