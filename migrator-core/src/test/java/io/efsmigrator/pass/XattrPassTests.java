package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.posix.XattrName;
import io.efsmigrator.posix.XattrNamespace;
import io.efsmigrator.posix.Xattrs;
import io.efsmigrator.tree.Acl;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Mount;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extended attributes and ACLs, from and to file systems that have them, have some, or have none. */
class XattrPassTests {

  private static final String ACCESS = "system.posix_acl_access";
  private static final String DEFAULT = "system.posix_acl_default";
  /** Somebody named may read and write, the owning group nothing; the mode shows 0660. */
  private static final String NAMED = Acl.of("u::rw-,u:1234:rw-,g::---,m::rw-,o::---");
  private static final String HANDED_ON = Acl.of("u::rwx,u:4321:rwx,g::r-x,m::rwx,o::---");
  /** May open ports below 1024, for everybody who runs it: {@code cap_net_bind_service=ep}. */
  static final String CAPABILITY = "\1\0\0\2\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

  private static final FileTree RICH = FileTree.of(
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
  private Path folder;
  private Path source;
  private Path target;

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

  @Test
  void copiesAttributesOfEveryKindOfEntry() throws IOException {
    RICH.build(source);

    PassRun run = pass(0).run();

    assertThat(run.problems).isEmpty();
    assertThat(FileTree.read(target)).isEqualTo(RICH);
    assertThat(pass(1).run().copied).as("an unchanged tree is no work").isEmpty();
    assertThat(pass(2).prove().problems).isEmpty();
  }

  @Test
  void rsyncFindsNothingLeftToDo() throws IOException {
    assumeTrue(Shell.hasRsync(), "there is no rsync with xattrs");
    RICH.build(source);
    FileTree.of(dir("d", file("f", "older").xattr("user.old", "x"))).build(target);

    pass(0).run();

    assertThat(Shell.rsyncWouldChange(source, target)).isEmpty();
  }

  @Test
  void aDeltaSetsWhatDiffersAndRemovesWhatIsGone() throws IOException {
    RICH.build(source);
    pass(0).run();
    change(source, "d/f", "user.comment", "other");
    change(source, "d/f", "user.new", "n");
    change(source, "d/f", "trusted.mark", null);
    change(source, "d/f", ACCESS, Acl.of("u::rw-,u:99:r--,g::---,m::rw-,o::---"));
    change(source, "d/l", "trusted.link", "other");
    change(source, "d/p", ACCESS, null);
    change(source, "d/e", "user.e", "new");
    change(source, "d", DEFAULT, null);
    change(source, ".", "user.root", "r");
    change(target, "d/program", "security.capability", null);
    change(target, "d/read only", "user.extra", "x");

    PassRun second = pass(1).run();

    assertThat(second.problems).isEmpty();
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    if (Shell.hasRsync()) {
      assertThat(Shell.rsyncWouldChange(source, target)).isEmpty();
    }
    assertThat(second.copied).as("content that is equal stays").extracting(LedgerEntry::kind)
        .hasSize(5).containsOnly(Kind.ATTRIBUTES);
  }

  @Test
  void aFileThatIsCopiedAgainLosesWhatTheSourceHasNot() throws IOException {
    RICH.build(source);
    pass(0).run();
    change(target, "d/f", "user.extra", "x");
    change(target, "d/e/plain", ACCESS, Acl.of("u::rw-,u:66:rw-,g::r--,m::rw-,o::r--"));
    Shell.run(source, "printf longer > d/f; printf longer > d/e/plain; printf longer > d/program");
    change(source, "d/program", "security.capability", CAPABILITY);

    PassRun second = pass(1).changedSince(new Timestamp(1_600_000_000L, 0)).run();

    assertThat(second.copied).extracting(LedgerEntry::kind).contains(Kind.FILE);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aDirectoryThatIsGoneByTheEndIsFinishedAsItWasScanned() throws IOException {
    FileTree tree = FileTree.of(dir("d", dir("e", file("f", "x")).mode(0751)).xattr("user.a", "1"));
    tree.build(source);
    PassRun run = pass(0).scan().copy();
    Shell.run(source, "rm -r d/e");

    run.finish();

    assertThat(run.problems).isEmpty();
    assertThat(FileTree.read(target)).isEqualTo(tree);
  }

  @Test
  void whatGoesMakesRoomForWhatComes() throws IOException {
    FileTree.of(file("f", "x").xattr("user.a", "new".repeat(900))).build(source);
    FileTree.of(file("f", "x").xattr("user.z", "old".repeat(900))).build(target);

    PassRun run = pass(0).run();

    assertThat(run.problems).isEmpty();
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void nobodyHasMoreRightsThanInTheSourceWhileEntriesAreMade() throws IOException {
    String owner = Acl.of("u::rwx,u:1234:rwx,g::---,m::rwx,o::---");
    FileTree.of(dir("d", file("f", "secret").mode(0660).xattr(ACCESS, NAMED)),
        dir("e", dir("new", file("g", "x")).mode(0770).xattr(ACCESS, owner))).build(source);
    FileTree.rooted(dir("root", passingOn("d"), passingOn("e")).mode(0770)
        .xattr(DEFAULT, HANDED_ON).xattr(ACCESS, HANDED_ON)).build(target);
    List<String> wider = new CopyOnWriteArrayList<>();

    pass(0).guard(() -> {
      look("d", "f", NAMED, wider);
      look("e", "new", owner, wider);
      look("e/new", "g", "none", wider);
    }).run();

    assertThat(wider).isEmpty();
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void afterAKillAtAnyCommitTheNextRunEndsEqual() throws IOException {
    RICH.build(source);
    FileTree before = FileTree.of(dir("d", file("f", "older").xattr("user.old", "x")).mode(0770)
        .xattr(DEFAULT, HANDED_ON).xattr(ACCESS, HANDED_ON));
    boolean killed = true;
    for (int commits = 1; killed; commits++) {
      target = Files.createDirectory(folder.resolve("target-" + commits));
      before.build(target);
      try {
        pass(commits).killedAfter(commits).run();
        killed = false;
      } catch (PassRun.Killed e) {
        pass(commits).run();
      }
      assertThat(FileTree.read(target)).as("killed after commit " + commits).isEqualTo(RICH);
    }
  }

  @Test
  void whatTheTargetCannotHoldIsToldAndGivesNobodyMoreRights() throws IOException {
    RICH.build(source);
    try (Mount _ = Mount.of("ramfs", target)) {
      PassRun run = pass(0).run();

      assertThat(told(run)).containsExactlyInAnyOrder("d/f incomplete EOPNOTSUPP",
          "d/program incomplete EOPNOTSUPP", "d/read only incomplete EOPNOTSUPP",
          "d/l incomplete EOPNOTSUPP", "d/p incomplete EOPNOTSUPP", "d incomplete EOPNOTSUPP");
      assertThat(detail(run, "d/f")).contains(ACCESS + " cannot be set", "user.comment cannot be",
          "user.\\xff\\n cannot be", "trusted.mark cannot be").doesNotContain("more");
      FileTree copied = FileTree.read(target);
      assertThat(copied.entry("d/f").content()).isEqualTo(RICH.entry("d/f").content());
      assertThat(copied.entry("d/f").mtime()).isEqualTo(Node.DEFAULT_MTIME);
      assertThat(copied.entry("d/f").mode()).as("the group had nothing").isEqualTo(0600);
      assertThat(copied.entry("d").mode()).as("the group read").isEqualTo(02750);

      PassRun proof = pass(1).prove();
      assertThat(proof.problems).extracting(problem -> problem.path() + ": " + problem.kind())
          .contains("d/f: mode, xattr", "d/program: xattr", "d/l: xattr");
      assertThat(detail(proof, "d/program")).endsWith("; security.capability is missing");
    }
  }

  @Test
  void manyRefusalsAreOneProblemOfALineThatCanBeRead() throws IOException {
    Node file = file("f", "content");
    for (int i = 0; i < 12; i++) {
      file = file.xattr("user.number-" + i, "x");
    }
    FileTree.of(file).build(source);
    try (Mount _ = Mount.of("ramfs", target)) {
      PassRun run = pass(0).run();

      assertThat(run.problems).hasSize(1);
      assertThat(detail(run, "f")).endsWith("; and 7 more").hasSizeLessThan(400);
      assertThat(detail(pass(1).prove(), "f")).contains("user.number-0 is missing, ")
          .endsWith(" and 7 more");
    }
  }

  @Test
  void aValueTooLargeForTheTargetIsToldAndTheRestIsCopied() throws IOException {
    String large = "x".repeat(60_000);
    try (Mount _ = Mount.of("tmpfs", source)) {
      assumeTrue(hasUserAttributes(source), "tmpfs since Linux 6.6");
      FileTree.of(file("f", "content").xattr("user.large", large).xattr("user.small", "x"),
          file("g", "next")).build(source);

      PassRun run = pass(0).run();

      assertThat(told(run)).containsExactly("f incomplete ENOSPC");
      assertThat(detail(run, "f")).startsWith("user.large cannot be set");
      assertThat(FileTree.read(target).entry("f").xattrs())
          .containsOnlyKeys(XattrName.of("user.small"));
      assertThat(FileTree.read(target).entry("g")).isEqualTo(FileTree.read(source).entry("g"));
    }
  }

  @Test
  void aValueOf64KibibytesIsCopiedWhereItFits() throws IOException {
    try (Mount _ = Mount.of("tmpfs", source); Mount _ = Mount.of("tmpfs", target)) {
      assumeTrue(hasUserAttributes(source), "tmpfs since Linux 6.6");
      FileTree.of(file("f", "content").xattr("user.largest", "x".repeat(65_536))).build(source);

      PassRun run = pass(0).run();

      assertThat(run.problems).isEmpty();
      assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
      change(target, "f", "user.largest", "x".repeat(65_535) + "y");
      assertThat(detail(pass(1).prove(), "f")).endsWith("; user.largest differs");
    }
  }

  @Test
  void moreNamesThanLinuxListsAreToldAndTheContentIsCopied() throws IOException {
    try (Mount _ = Mount.of("tmpfs", source)) {
      assumeTrue(hasUserAttributes(source), "tmpfs since Linux 6.6");
      FileTree tree = FileTree.of(dir("d", file("f", "content")));
      tree.build(source);
      for (int i = 0; i < 300; i++) {
        change(source, "d/f", "user.%d%s".formatted(i, "n".repeat(240)), "");
        change(source, "d", "user.%d%s".formatted(i, "n".repeat(240)), "");
      }

      PassRun run = pass(0).run();

      assertThat(told(run)).contains("d/f incomplete E2BIG", "d incomplete E2BIG");
      assertThat(FileTree.read(target)).isEqualTo(tree);
      assertThat(told(pass(1).prove())).containsExactlyInAnyOrder("d/f unreadable E2BIG",
          "d unreadable E2BIG");
    }
  }

  @Test
  void aSourceThatCanHaveNoneSaysNothingAboutTheTarget() throws IOException {
    try (Mount _ = Mount.of("ramfs", source)) {
      FileTree.of(file("f", "content")).build(source);
      FileTree.of(file("f", "content").xattr("user.own", "x")).build(target);

      assertThat(pass(0).run().copied).isEmpty();
      assertThat(pass(1).prove().problems).isEmpty();
      assertThat(FileTree.read(target).entry("f").xattrs())
          .containsOnlyKeys(XattrName.of("user.own"));
    }
  }

  @Test
  void switchedOffTheyAreNeitherCopiedNorCompared() throws IOException {
    RICH.build(source);
    try (Mount _ = Mount.of("ramfs", target)) {
      assertThat(pass(0).withoutXattrs().run().problems).isEmpty();
      assertThat(pass(1).withoutXattrs().prove().problems).isEmpty();
    }
  }

  @Test
  void aProofNamesTheAttributeAndWritesNothing() throws IOException {
    RICH.build(source);
    RICH.build(target);
    change(target, "d/f", "user.comment", "one\0tw0");
    change(target, "d/l", "trusted.extra", "x");
    change(target, "d", DEFAULT, null);
    String before = Shell.everything(target);

    PassRun proof = pass(0).prove();

    assertThat(proof.problems).extracting(problem -> problem.path() + ": " + problem.kind())
        // A file of two names is told under both.
        .containsExactlyInAnyOrder("d/f: xattr", "d/g: xattr", "d/l: xattr", "d: xattr");
    assertThat(detail(proof, "d/f")).endsWith("; user.comment differs");
    assertThat(detail(proof, "d/l")).endsWith("; trusted.extra is in the target only");
    assertThat(detail(proof, "d")).endsWith("; " + DEFAULT + " is missing");
    assertThat(Shell.everything(target)).isEqualTo(before);
  }

  private static Node passingOn(String name) {
    return dir(name).mode(0770).xattr(DEFAULT, HANDED_ON).xattr(ACCESS, HANDED_ON);
  }

  /** Whatever is open to the group must have its ACL, and nobody else's. */
  private void look(String directory, String name, String wanted, List<String> wider) {
    try (Directory open = Directory.open(target.resolve(directory))) {
      Optional<Stat> stat = open.find(Name.of(name));
      if (stat.isPresent()) {
        Xattrs xattrs = open.xattrs(Name.of(name));
        Optional<String> acl = xattrs.value(XattrName.ACCESS_ACL)
            .map(value -> new String(value, StandardCharsets.ISO_8859_1));
        if (acl.isPresent() && !acl.get().equals(wanted)) {
          wider.add(name + " has an ACL from its directory");
        }
        if (acl.isEmpty() && !wanted.equals("none") && (stat.get().mode() & 070) != 0) {
          wider.add(name + " is open to its group");
        }
        if (xattrs.value(XattrName.DEFAULT_ACL).isPresent()) {
          wider.add(name + " hands on what its directory handed on");
        }
      }
    } catch (PosixException e) {
      // Not there yet.
      assertThat(e.errno()).isEqualTo(Errno.ENOENT);
    }
  }

  /** Sets an attribute, or removes it if there is no value. */
  private static void change(Path tree, String path, String xattr, String value)
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

  private static boolean hasUserAttributes(Path path) throws IOException {
    try (Directory directory = Directory.open(path)) {
      return directory.xattrs().namespaces().contains(XattrNamespace.USER);
    }
  }

  private static List<String> told(PassRun run) {
    return run.problems.stream()
        .map(problem -> problem.path() + " " + problem.kind() + " " + problem.errno()).toList();
  }

  private static String detail(PassRun run, String path) {
    return run.problems.stream().filter(problem -> problem.path().toString().equals(path))
        .map(Problem::detail).findFirst().orElseThrow();
  }

  private PassRun pass(int number) {
    return new PassRun(source, target, folder.resolve("pass-" + number));
  }
}
