package io.efsmigrator.tree;

import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.XattrName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What reading a built literal would give. */
final class Literal {

  private final SortedMap<RelativePath, FileTree.Entry> entries = new TreeMap<>();
  private final Map<RelativePath, List<RelativePath>> names = new HashMap<>();
  private final Map<RelativePath, Node> hardLinks = new TreeMap<>();

  private Literal() {}

  static SortedMap<RelativePath, FileTree.Entry> entries(Node root) {
    Literal literal = new Literal();
    literal.add(RelativePath.ROOT, root);
    literal.hardLinks.forEach((path, node) -> {
      RelativePath first = firstName(path, node);
      literal.entries.put(path, literal.entries.get(first));
      literal.names.computeIfAbsent(first, f -> new ArrayList<>(List.of(f))).add(path);
    });
    literal.names.values().forEach(literal::group);
    return literal.entries;
  }

  static RelativePath firstName(RelativePath path, Node hardLink) {
    String name = hardLink.firstName();
    return name.startsWith("/")
        ? RelativePath.of(name.substring(1))
        : path.parent().child(Name.of(name));
  }

  private void add(RelativePath path, Node node) {
    if (node.isHardLink()) {
      hardLinks.put(path, node);
      return;
    }
    entries.put(path, new FileTree.Entry(node.type(), node.mode(),
        node.uid() < 0 ? me("uid") : node.uid(), node.gid() < 0 ? me("gid") : node.gid(),
        node.mtime(), node.type() == FileType.FILE ? node.content() : null, node.link(), null, 0,
        xattrs(node)));
    node.children().forEach(child -> add(path.child(child.name()), child));
  }

  static SortedMap<XattrName, Content> xattrs(Node node) {
    SortedMap<XattrName, Content> xattrs = new TreeMap<>();
    node.xattrs().forEach(
        (name, value) -> xattrs.put(XattrName.of(name.getBytes(StandardCharsets.ISO_8859_1)),
            Content.of(value.getBytes(StandardCharsets.ISO_8859_1))));
    return xattrs;
  }

  private void group(List<RelativePath> group) {
    RelativePath first = group.stream().sorted().findFirst().orElseThrow();
    for (RelativePath path : group) {
      entries.computeIfPresent(path, (p, entry) -> TreeReader.inGroup(entry, first));
    }
  }

  private static long me(String attribute) {
    try {
      return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:" + attribute))
          & 0xffffffffL;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
