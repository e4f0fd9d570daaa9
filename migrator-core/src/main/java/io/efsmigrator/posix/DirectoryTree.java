package io.efsmigrator.posix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A root and the directories below it, kept open as long as there is room for them.
 *
 * <p>A directory is reached name by name from the nearest ancestor that is still open, so depth and
 * length of a path do not matter, no link is ever followed, and the round trips of a lookup are paid
 * once for all files of a directory. A directory that is another mount is refused with {@code EXDEV},
 * also one of the same device: a bind mount may lead into the other tree, or out of both; and a mount
 * that came or went during a run must not be mistaken for the tree.
 *
 * <p>At most {@code maxOpen} descriptors are held, plus those that are leased at the moment; the one
 * unused for longest is closed first. An open directory stays that directory after somebody renamed
 * or removed it. Callers that meet {@code ENOENT} or {@code ESTALE} {@link #invalidate} the path and
 * ask again. Safe for use by many threads.
 */
public final class DirectoryTree implements AutoCloseable {

  /** Far below the 32,768 files an NFS client may hold open on EFS. */
  public static final int DEFAULT_MAX_OPEN = 512;

  private final Directory root;
  private final long device;
  private final int maxOpen;
  private final Map<RelativePath, Node> open = new HashMap<>();
  /** Open but not leased, the longest unused first. */
  private final LinkedHashSet<Node> idle = new LinkedHashSet<>();
  private boolean closed;

  private DirectoryTree(Directory root, long device, int maxOpen) {
    this.root = root;
    this.device = device;
    this.maxOpen = maxOpen;
  }

  /** Opens the tree below a root with the usual number of descriptors. */
  public static DirectoryTree open(Path root) throws PosixException {
    return open(root, DEFAULT_MAX_OPEN);
  }

  /** Opens the tree below a root with at most so many idle descriptors. */
  public static DirectoryTree open(Path root, int maxOpen) throws PosixException {
    if (maxOpen < 1) {
      throw new IllegalArgumentException("at least one directory must be open, not " + maxOpen);
    }
    Directory directory = Directory.open(root);
    try {
      return new DirectoryTree(directory, directory.stat().device(), maxOpen);
    } catch (PosixException e) {
      directory.close();
      throw e;
    }
  }

  /** The root; it stays open until the tree is closed. */
  public Directory root() {
    return root;
  }

  /** The directory at this path, open until the lease is closed. */
  public Lease directory(RelativePath path) throws PosixException {
    RelativePath at = path;
    Lease lease = cached(at);
    while (lease == null) {
      at = at.parent();
      lease = cached(at);
    }
    // From the nearest open ancestor down; only one step of the way is leased at any time.
    int depth = at.depth();
    for (Name name : path.names().subList(depth, path.depth())) {
      at = at.child(name);
      try (Lease parent = lease) {
        lease = open(parent.directory(), name, at);
      }
    }
    return lease;
  }

  /** Forgets this directory and everything below it: the next lease looks at the file system. */
  public void invalidate(RelativePath path) {
    synchronized (open) {
      open.values().removeIf(node -> {
        boolean affected = node.path.startsWith(path);
        if (affected) {
          node.forgotten = true;
          closeIfUnused(node);
        }
        return affected;
      });
    }
  }

  /** How many directories are open at the moment, the root not counted. */
  int openCount() {
    synchronized (open) {
      return open.size();
    }
  }

  /** Closes every directory; leased ones when their lease ends. */
  @Override
  public void close() throws PosixException {
    synchronized (open) {
      closed = true;
    }
    invalidate(RelativePath.ROOT);
    root.close();
  }

  private @Nullable Lease cached(RelativePath path) {
    synchronized (open) {
      if (closed) {
        throw new IllegalStateException("the tree is closed");
      }
      if (path.isRoot()) {
        return new Lease(this, root, null);
      }
      Node node = open.get(path);
      return node == null ? null : lease(node);
    }
  }

  private Lease open(Directory parent, Name name, RelativePath path) throws PosixException {
    Lease lease = cached(path);
    if (lease != null) {
      return lease;
    }
    Directory directory = parent.openDirectory(name);
    try {
      if (directory.stat().isOtherMount(device)) {
        throw new PosixException(Errno.EXDEV, "openat", path.toString());
      }
    } catch (PosixException e) {
      directory.close();
      throw e;
    }
    synchronized (open) {
      Node node = open.get(path);
      if (node == null && !closed) {
        node = new Node(path, directory);
        open.put(path, node);
        Lease mine = lease(node);
        makeRoom();
        return mine;
      }
      // Another thread was faster; one descriptor per directory is enough.
      directory.close();
      if (node == null) {
        throw new IllegalStateException("the tree is closed");
      }
      return lease(node);
    }
  }

  private Lease lease(Node node) {
    node.leases++;
    idle.remove(node);
    return new Lease(this, node.directory, node);
  }

  private void release(Node node) {
    synchronized (open) {
      node.leases--;
      if (node.leases > 0) {
        return;
      }
      if (node.forgotten) {
        closeIfUnused(node);
      } else {
        idle.add(node);
        makeRoom();
      }
    }
  }

  private void makeRoom() {
    while (open.size() > maxOpen && !idle.isEmpty()) {
      Node oldest = idle.removeFirst();
      open.remove(oldest.path);
      closeIfUnused(oldest);
    }
  }

  private void closeIfUnused(Node node) {
    if (node.leases > 0) {
      return;
    }
    idle.remove(node);
    try {
      node.directory.close();
    } catch (IOException e) {
      // Nothing was written through it, so nothing can be lost by it; its number is free again.
    }
  }

  private static final class Node {
    private final RelativePath path;
    private final Directory directory;
    private int leases;
    private boolean forgotten;

    private Node(RelativePath path, Directory directory) {
      this.path = path;
      this.directory = directory;
    }
  }

  /** The right to use an open directory; it stays open until the lease is closed. */
  public static final class Lease implements AutoCloseable {

    private final DirectoryTree tree;
    private final Directory directory;
    private @Nullable Node node;

    private Lease(DirectoryTree tree, Directory directory, @Nullable Node node) {
      this.tree = tree;
      this.directory = directory;
      this.node = node;
    }

    /** The open directory; it must not be closed by the holder of the lease. */
    public Directory directory() {
      return directory;
    }

    /** Gives the directory back; closing twice is harmless. */
    @Override
    public void close() {
      Node held = node;
      node = null;
      if (held != null) {
        tree.release(held);
      }
    }
  }
}
