package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.posix.XattrName;
import io.efsmigrator.posix.Xattrs;
import io.efsmigrator.tree.Acl;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Extended attributes and ACLs, from and to file systems that have all of them. */
class XattrPassTests extends XattrTrees {

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
}
