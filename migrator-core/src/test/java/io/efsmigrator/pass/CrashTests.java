package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a pass after each of its commits, and before each of its changes, and goes on with new objects. */
class CrashTests {

  private static final FileTree TREE = FileTree.of(
      dir("a", file("1", "one"), file("2", "two"), hardLink("x", "1"), dir("b", file("3", "three"))
          .mode(0555)),
      dir("c", file("4", "four"), symlink("5", "4"), hardLink("y", "/a/1"), hardLink("z", "4")),
      dir("d", dir("e", dir("f"))), file("6", "six"));

  /** What an earlier pass left: extra entries, another type, a wrong group of names. */
  private static final FileTree BEFORE = FileTree.of(
      dir("a", file("1", "one"), file("old", "x"), file("b", "in the way")),
      dir("c", dir("4", dir("deep", file("gone", "x"))), hardLink("y", "/a/old")),
      dir("extra", dir("more", file("7", "x"), file("8", "x")).mode(0500)));

  @TempDir
  private Path folder;

  @ParameterizedTest
  @EnumSource
  void everyKillAfterACommitIsHealedWithoutCopyingAnythingTwice(Order order) throws IOException {
    Path source = folder.resolve("source");
    TREE.build(source);
    int kills = 0;
    boolean killed = true;
    while (killed) {
      kills++;
      Path target = folder.resolve("target" + kills);
      BEFORE.build(target);
      Path pass = folder.resolve("pass" + kills);
      List<LedgerEntry> copied = new ArrayList<>();
      PassRun first = new PassRun(source, target, pass).killedAfter(kills);
      try {
        order.run(first);
        killed = false;
      } catch (PassRun.Killed e) {
        copied.addAll(first.copied);
      }
      PassRun second = new PassRun(source, target, pass);
      order.run(second);
      copied.addAll(killed ? second.copied : first.copied);

      assertThat(FileTree.read(target)).as("killed after commit " + kills).isEqualTo(TREE);
      assertThat(copied).extracting(LedgerEntry::path).doesNotHaveDuplicates();
      assertThat(new PassRun(source, target, folder.resolve("proof" + kills)).prove().problems)
          .isEmpty();
    }
    assertThat(kills).isGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource
  void everyStopBeforeAChangeIsHealed(Order order) throws IOException {
    Path source = folder.resolve("source");
    TREE.build(source);
    int stops = 0;
    boolean stopped = true;
    while (stopped) {
      stops++;
      Path target = folder.resolve("target" + stops);
      BEFORE.build(target);
      Path pass = folder.resolve("pass" + stops);
      AtomicInteger left = new AtomicInteger(stops);
      PassRun first = new PassRun(source, target, pass).guard(() -> {
        if (left.decrementAndGet() <= 0) {
          throw new CopyStoppedException("lease lost");
        }
      });
      try {
        order.run(first);
        stopped = false;
      } catch (CopyStoppedException e) {
        assertThat(left.get()).as("nothing is asked after the stop, but by threads at work")
            .isGreaterThan(-8);
      }
      order.run(new PassRun(source, target, pass));

      assertThat(FileTree.read(target)).as("stopped before change " + stops).isEqualTo(TREE);
    }
    assertThat(stops).isGreaterThan(30);
  }

  @Test
  void afterALostLeaseNothingIsWritten() throws IOException {
    Path source = folder.resolve("source");
    Path target = Files.createDirectory(folder.resolve("target"));
    TREE.build(source);
    new PassRun(source, target, folder.resolve("pass")).scan();
    String before = Shell.everything(target);
    PassRun zombie = new PassRun(source, target, folder.resolve("pass")).guard(() -> {
      throw new CopyStoppedException("lease lost");
    });

    assertThatThrownBy(zombie::copy)
        .isInstanceOf(CopyStoppedException.class);
    assertThatThrownBy(zombie::finish)
        .isInstanceOf(CopyStoppedException.class);
    assertThat(Shell.everything(target)).isEqualTo(before);
  }

  @Test
  void aRestartedFinishHandsOverTheProblemsOfItsLastBatchOnly() throws IOException {
    Path source = folder.resolve("source");
    Path target = Files.createDirectory(folder.resolve("target"));
    FileTree.of(IntStream.range(0, 9).mapToObj(i -> dir("d" + i, file("f", "x")))
        .toArray(Node[]::new)).build(source);
    new PassRun(source, target, folder.resolve("pass")).scan().copy();
    Shell.run(target, "rm -r d*");
    PassRun killed = new PassRun(source, target, folder.resolve("pass")).killedAfter(2);
    assertThatThrownBy(killed::finish).isInstanceOf(PassRun.Killed.class);

    PassRun second = new PassRun(source, target, folder.resolve("pass")).finish();

    assertThat(killed.problems).hasSize(6);
    assertThat(second.problems).hasSize(6).startsWith(killed.problems.get(3),
        killed.problems.get(4), killed.problems.get(5));
    assertThat(second.finish.problems()).as("all of them count").isEqualTo(9);
  }

  @Test
  void problemsOfTheLastBatchAreHandedOverAgain() throws IOException {
    Path source = folder.resolve("source");
    Path target = folder.resolve("target");
    FileTree.of(dir("d", dir("e", file("f", "x")))).build(source);
    FileTree.of().build(target);
    for (int kills = 0; kills < 3; kills++) {
      // Dies right after a commit, before the caller could keep the problems.
      PassRun killed = new PassRun(source, target, folder.resolve("proof")).killedAfter(1);
      assertThatThrownBy(killed::prove).isInstanceOf(PassRun.Killed.class);
    }

    PassRun last = new PassRun(source, target, folder.resolve("proof")).prove();

    assertThat(last.problems).extracting(Problem::path).containsExactly(RelativePath.of("d"));
  }
}
