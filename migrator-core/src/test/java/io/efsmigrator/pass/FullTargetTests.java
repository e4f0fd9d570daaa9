package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that has no room, for bytes or for one more file: it is told apart, and growing it helps. */
class FullTargetTests {

  private static final int MANY = 40;
  private static final String NO_INODES = "The target has no free inodes: ";

  @TempDir
  private Path folder;
  private Path source;
  private Path target;
  private boolean mounted;

  @AfterEach
  void unmount() {
    if (mounted) {
      Shell.run(folder, "umount target");
    }
  }

  @Test
  void theScanMeetsItWithItsDirectories() throws IOException {
    failsThenCompletes(many(i -> dir("d" + i)), "nr_inodes=10", NO_INODES + "mkdirat");
  }

  @Test
  void theCopyMeetsItWithItsFiles() throws IOException {
    failsThenCompletes(FileTree.of(dir("d", nodes(i -> file("f" + i, "x")))), "nr_inodes=20",
        NO_INODES + "openat");
  }

  @Test
  void theCopyMeetsItWithItsLinks() throws IOException {
    failsThenCompletes(many(i -> symlink("l" + i, "x")), "nr_inodes=20",
        NO_INODES + "symlinkat");
  }

  @Test
  void theFinishingMeetsItWhereNamesAreCounted() throws IOException {
    failsThenCompletes(many(i -> i == 0 ? file("0", "x") : hardLink("h" + i, "0")),
        "nr_inodes=20", NO_INODES + "linkat");
  }

  @Test
  void aFullDiskIsNoLackOfInodes() throws IOException {
    failsThenCompletes(many(i -> file("f" + i, "x".repeat(100_000))), "size=1m",
        "The target failed: pwrite");
  }

  private void failsThenCompletes(FileTree tree, String room, String words) throws IOException {
    source = folder.resolve("source");
    tree.build(source);
    target = Files.createDirectory(folder.resolve("target"));
    assumeTrue(mount(room), "mounting a tmpfs needs root");

    TargetFailedException full = catchThrowableOfType(TargetFailedException.class,
        () -> pass().run());
    assertThat(full.what()).startsWith(words).contains("(ENOSPC)");
    assertThat(full.remedy()).contains(words.startsWith(NO_INODES) ? "more inodes" : "Make room")
        .endsWith("then restart.");

    Shell.run(folder, "mount -o remount,nr_inodes=1000,size=100m target");
    PassRun restarted = pass().run();
    assertThat(restarted.problems).isEmpty();
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  private boolean mount(String room) {
    mounted = Shell.run(folder,
        "mount -t tmpfs -o " + room + " tmpfs target 2>/dev/null && echo done || echo refused")
        .strip().equals("done");
    return mounted;
  }

  private PassRun pass() {
    return new PassRun(source, target, folder.resolve("pass"));
  }

  private static FileTree many(IntFunction<Node> entry) {
    return FileTree.of(nodes(entry));
  }

  private static Node[] nodes(IntFunction<Node> entry) {
    Node[] nodes = new Node[MANY];
    for (int i = 0; i < MANY; i++) {
      nodes[i] = entry.apply(i);
    }
    return nodes;
  }
}
