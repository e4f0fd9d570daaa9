package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.socket;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyPassTests {

  static final FileTree RICH = FileTree.rooted(dir("root",
      dir("work", file("a", "x").mode(0600).mtime(-1, 999_999_999), hardLink("b", "a"),
          symlink("c", "../out"), hardLink("linked link", "c"), hardLink("d", "/other/e"),
          fifo("f").mode(0), socket("g")),
      dir("other", file("e", "y").mode(04755), file("none", "").mode(0)).mode(0555),
      dir("sticky", dir("set", file("id", "z").mode(06711)).mode(02770)).mode(01777),
      dir("empty").mode(0).mtime(5_000_000_000L, 1),
      dir("names", file("-rf", "1"), file("Ä", "2"), file("A\u0308", "3"),
          file(Name.of(new byte[]{'\n', (byte) 0xff, 0x1b}), new byte[]{0, 1, 2})),
      symlink("dangling", "/nowhere/" + "x".repeat(4000)), symlink("loop", "loop"),
      deep(12)).mode(0751).mtime(1_000_000_000L, 7));

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void create() throws IOException {
    source = folder.resolve("source");
    target = Files.createDirectory(folder.resolve("target"));
  }

  @Test
  void copiesEverythingExactly() throws IOException {
    RICH.build(source);

    PassRun run = pass(0).run();

    assertThat(FileTree.read(target)).isEqualTo(RICH);
    assertThat(run.problems).isEmpty();
    assertThat(pass(1).prove().problems).isEmpty();
  }

  @Test
  void keepsOwners() throws IOException {
    assumeTrue(Shell.isRoot(), "only root gives files away");
    FileTree tree = FileTree.of(
        dir("d", file("f", "x").owner(1234, 4321).mode(06755), hardLink("g", "f"),
            symlink("l", "f").owner(4_294_967_293L, 1)).owner(7, 8));
    tree.build(source);

    pass(0).run();

    assertThat(FileTree.read(target)).isEqualTo(tree);
  }

  @Test
  void makesDevicesWhereTheTargetHoldsThem() throws IOException {
    assumeTrue(Shell.isRoot(), "only root makes devices");
    Files.createDirectory(source);
    Shell.run(source, "mknod c c 1 3 && mknod b b 7 300 && chmod 0660 b && chown 0:6 b");

    PassRun run = pass(0).run();

    assertThat(run.problems).isEmpty();
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void neverTouchesTheSource() throws IOException {
    RICH.build(source);
    String before = Shell.everything(source);

    pass(0).run();
    pass(1).run();
    pass(2).prove();

    assertThat(Shell.everything(source)).isEqualTo(before);
  }

  @Test
  void anUnchangedTreeIsNoWork() throws IOException {
    RICH.build(source);
    pass(0).run();
    String before = Shell.everything(target);

    PassRun second = pass(1).run();

    assertThat(second.scan.toCopy()).isZero();
    assertThat(second.scan.toDelete()).isZero();
    assertThat(second.copied).isEmpty();
    assertThat(Shell.everything(target)).isEqualTo(before);
  }

  @Test
  void listsUnchangedFilesForTheVerification() throws IOException {
    FileTree.of(file("a", "x"), hardLink("b", "a"), dir("d", file("c", "y")), symlink("l", "a"))
        .build(source);
    pass(0).run();

    PassRun second = pass(1).listingUnchanged().run();

    assertThat(second.scan.toCopy()).isZero();
    assertThat(second.copied).extracting(entry -> entry.path().toString() + " " + entry.outcome())
        .containsExactlyInAnyOrder("a UNCHANGED", "d/c UNCHANGED");
  }

  @Test
  void findsWhatChanged() throws IOException {
    RICH.build(source);
    pass(0).run();
    Shell.run(source, "printf longer > work/a; rm work/f; mkdir new; echo n > new/n;"
        + " ln -sfn other work/c; chmod 0700 other; touch -d '2020-01-01' names/-rf;"
        + " mv sticky moved; rmdir empty; chmod 0640 names");

    PassRun second = pass(1).run();

    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    assertThat(second.problems).isEmpty();
    assertThat(pass(2).prove().problems).isEmpty();
  }

  @Test
  void setsOnlyAttributesWhereTheContentIsEqual() throws IOException {
    FileTree.of(file("f", "x"), symlink("l", "f"), fifo("p")).build(source);
    pass(0).run();
    Shell.run(target, "chmod 0600 f p; touch -h -d '2020-01-01' l p .");

    PassRun second = pass(1).run();

    assertThat(second.copied).extracting(LedgerEntry::kind).containsOnly(Kind.ATTRIBUTES)
        .hasSize(3);
    assertThat(second.copied).extracting(LedgerEntry::outcome)
        .containsOnly(Outcome.ATTRIBUTES_SET);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aRewriteBehindTheSameSizeAndTimeIsFoundByItsCtime() throws IOException {
    FileTree.of(file("f", "old"), file("g", "same")).build(source);
    pass(0).run();
    long ctime = ctimeSeconds("g");
    Shell.run(source, "while [ $(date +%s) -le " + (ctime + 1) + " ]; do :; done;"
        + " printf new > f; touch -d @1500000000.123456789 f");

    PassRun blind = pass(1).run();
    PassRun seeing = pass(2).changedSince(new Timestamp(ctime + 1, 0)).run();

    assertThat(blind.copied).isEmpty();
    assertThat(seeing.copied).hasSize(1);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aPassKeepsItsFirstStart() throws IOException {
    FileTree.of(file("f", "x")).build(source);
    pass(0).startedAt(new Timestamp(10, 0)).scan();

    pass(0).startedAt(new Timestamp(99, 0)).scan();

    assertThat(io.efsmigrator.manifest.PassSummary.read(folder.resolve("pass-0/summary")))
        .hasValueSatisfying(s -> assertThat(s.startedAt()).isEqualTo(new Timestamp(10, 0)));
  }

  @Test
  void aDirectoryWithThousandsOfEntriesIsCopiedWhole() throws IOException {
    Files.createDirectory(source);
    Shell.run(source, "mkdir d e; i=0; while [ $i -lt 3000 ]; do : > d/f$i; i=$((i+1)); done;"
        + " touch -d '2019-01-01' d/* d e .");

    PassRun run = pass(0).run();

    assertThat(run.scan.entries()).isEqualTo(3002);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  private static Node deep(int levels) {
    Node node = dir("bottom", file("f", "deep"));
    for (int i = 0; i < levels; i++) {
      node = dir("n".repeat(20), node);
    }
    return node;
  }

  private long ctimeSeconds(String name) {
    return Long.parseLong(Shell.run(source, "stat -c %Z " + name).trim());
  }

  private PassRun pass(int number) {
    return new PassRun(source, target, folder.resolve("pass-" + number));
  }
}
