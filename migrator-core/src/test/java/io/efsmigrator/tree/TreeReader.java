package io.efsmigrator.tree;

import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.XattrName;
import io.efsmigrator.posix.Xattrs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a directory tree, names as bytes and of any depth. */
final class TreeReader {

  private static final Name SENTINEL = Name.of(".efs-migrator");

  private final SortedMap<RelativePath, FileTree.Entry> entries = new TreeMap<>();
  private final Map<Long, List<RelativePath>> namesByInode = new HashMap<>();
  private final Deque<RelativePath> directories = new ArrayDeque<>();

  private TreeReader() {}

  static SortedMap<RelativePath, FileTree.Entry> read(Path root) throws IOException {
    TreeReader reader = new TreeReader();
    try (DirectoryTree tree = DirectoryTree.open(root)) {
      reader.add(RelativePath.ROOT, tree.root().stat(), null, null, tree.root().xattrs());
      while (!reader.directories.isEmpty()) {
        RelativePath path = reader.directories.removeLast();
        try (DirectoryTree.Lease lease = tree.directory(path)) {
          reader.read(path, lease.directory());
        }
      }
    }
    reader.group();
    return reader.entries;
  }

  static FileTree.Entry inGroup(FileTree.Entry entry, RelativePath first) {
    return new FileTree.Entry(entry.type(), entry.mode(), entry.uid(), entry.gid(), entry.mtime(),
        entry.content(), entry.link(), first, entry.rdev(), entry.xattrs());
  }

  private void read(RelativePath path, Directory directory) throws IOException {
    List<Name> names = new ArrayList<>();
    directory.list(names::add);
    for (Name name : names) {
      if (!path.isRoot() || !name.equals(SENTINEL)) {
        Stat stat = directory.stat(name);
        Content content = stat.type() == FileType.FILE ? content(directory, name) : null;
        LinkTarget link = stat.type() == FileType.SYMLINK ? directory.readLink(name) : null;
        add(path.child(name), stat, content, link, directory.xattrs(name));
      }
    }
  }

  private void add(RelativePath path, Stat stat, Content content, LinkTarget link,
      Xattrs xattrs) throws IOException {
    entries.put(path, new FileTree.Entry(stat.type(), stat.mode(), stat.uid(), stat.gid(),
        stat.mtime(), content, link, null, stat.rdev(), read(xattrs)));
    if (stat.type() == FileType.DIRECTORY) {
      directories.add(path);
    } else if (stat.linkCount() > 1) {
      namesByInode.computeIfAbsent(stat.inode(), inode -> new ArrayList<>()).add(path);
    }
  }

  private static SortedMap<XattrName, Content> read(Xattrs xattrs) throws IOException {
    SortedMap<XattrName, Content> values = new TreeMap<>();
    for (XattrName name : xattrs.names()) {
      // What the machine's security module says of a file is no part of a literal.
      if (!name.startsWith("security.selinux")) {
        values.put(name, Content.of(xattrs.value(name).orElseThrow()));
      }
    }
    return values;
  }

  private void group() {
    for (List<RelativePath> group : namesByInode.values()) {
      RelativePath first = group.stream().sorted().findFirst().orElseThrow();
      group.forEach(path -> entries.compute(path, (p, entry) -> inGroup(entry, first)));
    }
  }

  private static Content content(Directory directory, Name name) throws IOException {
    try (OpenFile file = directory.openFile(name)) {
      return Content.read(file);
    }
  }
}
