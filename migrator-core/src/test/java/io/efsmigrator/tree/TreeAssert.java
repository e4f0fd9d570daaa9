package io.efsmigrator.tree;

import io.efsmigrator.posix.RelativePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Compares trees and names what differs. A whole tree in the output of a failed build buries the name
 * of the test and, of two trees, the one line that matters.
 */
public final class TreeAssert extends AbstractAssert<TreeAssert, FileTree> {

  private static final int SHOWN = 20;

  TreeAssert(FileTree actual) {
    super(actual, TreeAssert.class);
  }

  @Override
  public TreeAssert isEqualTo(@Nullable Object expected) {
    if (!(expected instanceof FileTree tree)) {
      return super.isEqualTo(expected);
    }
    List<String> differences = differences(tree);
    if (!differences.isEmpty()) {
      failWithMessage("%d of %d entries differ:%n%s", differences.size(), tree.entries().size(),
          String.join(System.lineSeparator(), differences.subList(0, Math.min(SHOWN,
              differences.size()))));
    }
    return this;
  }

  private List<String> differences(FileTree expected) {
    TreeSet<RelativePath> paths = new TreeSet<>(expected.entries().keySet());
    paths.addAll(actual.entries().keySet());
    List<String> differences = new ArrayList<>();
    for (RelativePath path : paths) {
      FileTree.Entry there = actual.entries().get(path);
      FileTree.Entry wanted = expected.entries().get(path);
      if (!Objects.equals(there, wanted)) {
        differences.add("'%s'%n  is       %s%n  expected %s".formatted(path,
            there == null ? "absent" : there, wanted == null ? "absent" : wanted));
      }
    }
    return differences;
  }
}
