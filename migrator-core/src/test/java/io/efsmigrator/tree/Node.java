package io.efsmigrator.tree;

import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of a tree literal: made by the factories here, changed by {@link #mode}, {@link #owner},
 * {@link #xattr} and {@link #mtime}, each of which answers a new node.
 *
 * @param content of a file
 * @param link of a symbolic link, or null
 * @param firstName of a hard link, or null: a sibling, or a path from the root if it begins with a
 *     slash
 * @param uid of the owner, or -1 for whoever runs the test
 * @param xattrs extended attributes: a character of name and value is a byte
 */
public record Node(Name name, FileType type, Content content, LinkTarget link, String firstName,
    List<Node> children, int mode, long uid, long gid, Timestamp mtime,
    SortedMap<String, String> xattrs) {

  private static final SortedMap<String, String> NO_XATTRS = Collections.emptySortedMap();

  /** The time of every entry that was not given another one; its nanoseconds are awkward on purpose. */
  public static final Timestamp DEFAULT_MTIME = new Timestamp(1_500_000_000L, 123_456_789);

  /** A directory. */
  public static Node dir(String name, Node... children) {
    return dir(Name.of(name), children);
  }

  /** A directory with any name. */
  public static Node dir(Name name, Node... children) {
    return new Node(name, FileType.DIRECTORY, Content.NONE, null, null, List.of(children), 0755, -1,
        -1, DEFAULT_MTIME, NO_XATTRS);
  }

  /** A file with this text. */
  public static Node file(String name, String content) {
    return file(Name.of(name), content.getBytes(StandardCharsets.UTF_8));
  }

  /** A file with any name and content. */
  public static Node file(Name name, byte[] content) {
    return plain(name, FileType.FILE, Content.of(content), null, null, 0644);
  }

  /** A further name of another entry. */
  public static Node hardLink(String name, String firstName) {
    return plain(Name.of(name), FileType.FILE, Content.NONE, null, firstName, 0644);
  }

  /** A symbolic link. */
  public static Node symlink(String name, String target) {
    return plain(Name.of(name), FileType.SYMLINK, Content.NONE, LinkTarget.of(target), null, 0777);
  }

  /** A fifo. */
  public static Node fifo(String name) {
    return plain(Name.of(name), FileType.FIFO, Content.NONE, null, null, 0644);
  }

  /** A socket that nobody listens on. */
  public static Node socket(String name) {
    return plain(Name.of(name), FileType.SOCKET, Content.NONE, null, null, 0644);
  }

  /** The same with this mode. */
  public Node mode(int newMode) {
    return new Node(name, type, content, link, firstName, children, newMode, uid, gid, mtime,
        xattrs);
  }

  /** The same with this owner; only root can build it. */
  public Node owner(long newUid, long newGid) {
    return new Node(name, type, content, link, firstName, children, mode, newUid, newGid, mtime,
        xattrs);
  }

  /** The same with this modification time. */
  public Node mtime(Timestamp newMtime) {
    return new Node(name, type, content, link, firstName, children, mode, uid, gid, newMtime,
        xattrs);
  }

  /** The same with this extended attribute, too. An ACL has to fit the mode. */
  public Node xattr(String attribute, String value) {
    SortedMap<String, String> more = new TreeMap<>(xattrs);
    more.put(attribute, value);
    return new Node(name, type, content, link, firstName, children, mode, uid, gid, mtime, more);
  }

  /** The same with this modification time. */
  public Node mtime(long seconds, int nanos) {
    return mtime(new Timestamp(seconds, nanos));
  }

  boolean isHardLink() {
    return firstName != null;
  }

  private static Node plain(Name name, FileType type, Content content, LinkTarget link,
      String firstName, int mode) {
    return new Node(name, type, content, link, firstName, List.of(), mode, -1, -1, DEFAULT_MTIME,
        NO_XATTRS);
  }
}
