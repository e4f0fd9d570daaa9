package io.efsmigrator.tree;

import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Xattrs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.TreeMap;

/** Builds a literal: entries, then further names, then the attributes of directories from below. */
final class TreeBuilder {

  private final DirectoryTree tree;
  private final TreeMap<RelativePath, Node> hardLinks = new TreeMap<>();
  private final TreeMap<RelativePath, Node> directories = new TreeMap<>(
      Comparator.comparingInt(RelativePath::depth).reversed().thenComparing(p -> p));

  private TreeBuilder(DirectoryTree tree) {
    this.tree = tree;
  }

  static void build(Node root, Path directory) throws IOException {
    try (DirectoryTree tree = DirectoryTree.open(directory)) {
      TreeBuilder builder = new TreeBuilder(tree);
      builder.directories.put(RelativePath.ROOT, root);
      builder.children(RelativePath.ROOT, root);
      for (var link : builder.hardLinks.entrySet()) {
        builder.link(link.getKey(), Literal.firstName(link.getKey(), link.getValue()));
      }
      for (var entry : builder.directories.entrySet()) {
        builder.finish(entry.getKey(), entry.getValue());
      }
    }
  }

  private void children(RelativePath path, Node parent) throws IOException {
    for (Node child : parent.children()) {
      RelativePath childPath = path.child(child.name());
      if (child.isHardLink()) {
        hardLinks.put(childPath, child);
        continue;
      }
      try (DirectoryTree.Lease lease = tree.directory(path)) {
        make(lease.directory(), child);
      }
      if (child.type() == FileType.DIRECTORY) {
        directories.put(childPath, child);
        children(childPath, child);
      }
    }
  }

  private static void make(Directory directory, Node node) throws IOException {
    Name name = node.name();
    switch (node.type()) {
      case FILE -> write(directory, node);
      case DIRECTORY -> directory.makeDirectory(name, 0700);
      case SYMLINK -> directory.makeSymlink(node.link(), name);
      case FIFO, SOCKET -> directory.makeNode(name, node.type(), 0600, 0);
      case CHARACTER_DEVICE, BLOCK_DEVICE -> throw new IllegalArgumentException("no devices here");
    }
    if (node.type() == FileType.DIRECTORY) {
      return;
    }
    if (node.uid() >= 0) {
      directory.setOwner(name, node.uid(), node.gid());
    }
    if (node.type() != FileType.SYMLINK) {
      directory.setMode(name, node.mode());
    }
    set(directory.xattrs(name), node);
    directory.setTimes(name, node.mtime());
  }

  private static void set(Xattrs xattrs, Node node) throws IOException {
    for (var xattr : Literal.xattrs(node).entrySet()) {
      xattrs.set(xattr.getKey(), xattr.getValue().bytes());
    }
  }

  private static void write(Directory directory, Node node) throws IOException {
    byte[] bytes = node.content().bytes();
    try (OpenFile file = directory.createFile(node.name(), 0600)) {
      file.write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0);
    }
  }

  private void link(RelativePath path, RelativePath first) throws IOException {
    try (DirectoryTree.Lease from = tree.directory(first.parent());
        DirectoryTree.Lease to = tree.directory(path.parent())) {
      to.directory().link(from.directory(), first.name(), path.name());
    }
  }

  private void finish(RelativePath path, Node node) throws IOException {
    try (DirectoryTree.Lease lease = tree.directory(path)) {
      if (node.uid() >= 0) {
        lease.directory().setOwner(node.uid(), node.gid());
      }
      lease.directory().setMode(node.mode());
      set(lease.directory().xattrs(), node);
      lease.directory().setTimes(node.mtime());
    }
  }
}
