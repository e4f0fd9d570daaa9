package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.XattrName;
import io.efsmigrator.posix.XattrNamespace;
import io.efsmigrator.posix.Xattrs;
import io.efsmigrator.tree.Acl;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two empty trees on a file system that has every extended attribute, and passes between them. */
abstract class XattrTrees {

  static final String ACCESS = "system.posix_acl_access";
  static final String DEFAULT = "system.posix_acl_default";
  /** Somebody named may read and write, the owning group nothing; the mode shows 0660. */
  static final String NAMED = Acl.of("u::rw-,u:1234:rw-,g::---,m::rw-,o::---");
  static final String HANDED_ON = Acl.of("u::rwx,u:4321:rwx,g::r-x,m::rwx,o::---");
  /** May open ports below 1024, for everybody who runs it: {@code cap_net_bind_service=ep}. */
  static final String CAPABILITY = "\1\0\0\2\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

  static final FileTree RICH = FileTree.of(
      dir("d", file("f", "content").mode(0660).xattr("user.comment", "one\0two")
          .xattr("user.\u00ff\n", "").xattr("trusted.mark", "t").xattr(ACCESS, NAMED),
          file("program", "x").owner(7, 8).mode(0755).xattr("security.capability", CAPABILITY),
          file("read only", "y").owner(7, 8).mode(04400).xattr("user.a", "1"),
          hardLink("g", "f"), symlink("l", "f").xattr("trusted.link", "l"),
          fifo("p").mode(0660).xattr(ACCESS, NAMED).xattr("trusted.fifo", "p"),
          dir("e", file("plain", "z"))).mode(02770).xattr("user.directory", "d")
          .xattr(ACCESS, Acl.of("u::rwx,u:1234:rwx,g::r-x,m::rwx,o::---"))
          .xattr(DEFAULT, HANDED_ON));

  @TempDir
  Path folder;
  Path source;
  Path target;

  @BeforeEach
  void create() throws IOException {
    assumeTrue(Shell.isRoot(), "only root sees and sets all attributes");
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
    try (Directory directory = Directory.open(folder)) {
      assumeTrue(directory.xattrs().namespaces().equals(EnumSet.allOf(XattrNamespace.class)),
          "the file system of " + folder + " has not all attributes");
    }
  }

  /** Sets an attribute, or removes it if there is no value. */
  static void change(Path tree, String path, String xattr, String value)
      throws IOException {
    Path entry = tree.resolve(path).normalize();
    try (Directory directory = Directory.open(entry.equals(tree) ? tree : entry.getParent())) {
      Xattrs xattrs = entry.equals(tree)
          ? directory.xattrs()
          : directory.xattrs(Name.of(entry.getFileName().toString()));
      if (value == null) {
        xattrs.remove(XattrName.of(xattr));
      } else {
        xattrs.set(XattrName.of(xattr), value.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  static List<String> told(PassRun run) {
    return run.problems.stream()
        .map(problem -> problem.path() + " " + problem.kind() + " " + problem.errno()).toList();
  }

  static String detail(PassRun run, String path) {
    return run.problems.stream().filter(problem -> problem.path().toString().equals(path))
        .map(Problem::detail).findFirst().orElseThrow();
  }

  final PassRun pass(int number) {
    return new PassRun(source, target, folder.resolve("pass-" + number));
  }
}
