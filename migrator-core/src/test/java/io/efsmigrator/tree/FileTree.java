package io.efsmigrator.tree;

import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.posix.XattrName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.assertj.core.api.AssertProvider;

/**
 * A whole directory tree as a value: written as a literal, built on a real directory, read back and
 * compared.
 *
 * <pre>{@code
 * FileTree tree = FileTree.of(
 *     dir("work", file("a", "x").mode(0600), hardLink("b", "a"), symlink("c", "../out")));
 * tree.build(source);
 * ...
 * assertThat(FileTree.read(target)).isEqualTo(tree);
 * }</pre>
 *
 * <p>Compared are names, types, content, modes, owners, modification times to the nanosecond, link
 * targets, device numbers, extended attributes and ACLs, and which names belong to one inode; the
 * root itself is compared like every other directory.
 */
public final class FileTree implements AssertProvider<TreeAssert> {

  /** One entry as it is compared. */
  public record Entry(FileType type, int mode, long uid, long gid, Timestamp mtime, Content content,
      LinkTarget link, RelativePath sameFileAs, long rdev, SortedMap<XattrName, Content> xattrs) {

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      text.append("%-9s %04o %d:%d %s".formatted(type, mode, uid, gid, mtime));
      text.append(content == null ? "" : " " + content);
      text.append(link == null ? "" : " -> " + link);
      text.append(sameFileAs == null ? "" : " = " + sameFileAs);
      text.append(rdev == 0 ? "" : " device " + rdev);
      return text.append(xattrs.isEmpty() ? "" : " " + xattrs).toString();
    }
  }

  private final SortedMap<RelativePath, Entry> entries;
  private final Node root;

  FileTree(SortedMap<RelativePath, Entry> entries, Node root) {
    this.entries = entries;
    this.root = root;
  }

  /** A tree with these entries in its root. */
  public static FileTree of(Node... children) {
    return rooted(Node.dir("root", children));
  }

  /** A tree whose root has the attributes and children of this directory; its name does not count. */
  public static FileTree rooted(Node root) {
    return new FileTree(Literal.entries(root), root);
  }

  /** What is in a directory now, except for a sentinel of ours in its root. */
  public static FileTree read(Path directory) {
    try {
      return new FileTree(TreeReader.read(directory), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds a literal in this directory, which is created or must be empty. */
  public FileTree build(Path directory) {
    if (root == null) {
      throw new IllegalStateException("only a literal can be built");
    }
    try {
      Files.createDirectories(directory);
      TreeBuilder.build(root, directory);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries by their paths. */
  public Map<RelativePath, Entry> entries() {
    return entries;
  }

  /** The entry at this path; fails if there is none. */
  public Entry entry(String path) {
    Entry entry = entries.get(RelativePath.of(path));
    if (entry == null) {
      throw new AssertionError("nothing at " + path + " in\n" + this);
    }
    return entry;
  }

  /** The same without the paths for which this holds. */
  public FileTree without(Predicate<RelativePath> left) {
    SortedMap<RelativePath, Entry> rest = new TreeMap<>(entries);
    rest.keySet().removeIf(left);
    return new FileTree(rest, null);
  }

  @Override
  public TreeAssert assertThat() {
    return new TreeAssert(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileTree tree && entries.equals(tree.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** One line per entry, so that a failed comparison can be read. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    entries.forEach((path, entry) -> text.append(path).append("  ").append(entry).append('\n'));
    return text.toString();
  }
}
