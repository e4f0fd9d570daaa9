package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.manifest.DeleteFuseException;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeleteTests {

  private static final FileTree KEPT = FileTree.of(dir("d", file("f", "x")));
  private static final FileTree MORE = FileTree.of(dir("d", file("f", "x"), file("g", "y")),
      dir("e", dir("deep", file("1", "x"), file("2", "x"))), file("h", "z"));

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void build() {
    source = folder.resolve("source");
    target = folder.resolve("target");
  }

  @Test
  void removesWhatOnlyTheTargetHas() throws IOException {
    KEPT.build(source);
    MORE.build(target);

    PassRun run = pass(0).deletes(new DeletePolicy.Delete(6)).run();

    assertThat(run.scan.toDelete()).isEqualTo(6);
    assertThat(run.finish.deletes()).isEqualTo(6);
    assertThat(FileTree.read(target)).isEqualTo(KEPT);
  }

  @Test
  void removesADeepChainFromBelow() throws IOException {
    KEPT.build(source);
    FileTree.of(dir("a", dir("b", dir("c", dir("d", dir("e", dir("f", dir("g")))))))).build(target);

    PassRun run = pass(0).run();

    assertThat(run.problems).isEmpty();
    assertThat(FileTree.read(target)).isEqualTo(KEPT);
  }

  @Test
  void deletesNothingPastTheFuse() throws IOException {
    KEPT.build(source);
    MORE.build(target);
    PassRun run = pass(0).deletes(new DeletePolicy.Delete(5));

    assertThatThrownBy(run::run).isInstanceOf(DeleteFuseException.class)
        .hasMessageContaining("6 entries");
    assertThat(FileTree.read(target)).isEqualTo(MORE);
  }

  @Test
  void goesOnWhenTheFuseIsRaised() throws IOException {
    KEPT.build(source);
    MORE.build(target);
    PassRun blown = pass(0).deletes(new DeletePolicy.Delete(5));
    assertThatThrownBy(blown::scan).isInstanceOf(DeleteFuseException.class);

    pass(0).deletes(new DeletePolicy.Delete(6)).run();

    assertThat(FileTree.read(target)).isEqualTo(KEPT);
  }

  @Test
  void theFinishChecksTheFuseItself() throws IOException {
    KEPT.build(source);
    MORE.build(target);
    pass(0).deletes(new DeletePolicy.Delete(6)).scan().copy();

    assertThatThrownBy(() -> pass(0).deletes(new DeletePolicy.Delete(5)).finish())
        .isInstanceOf(DeleteFuseException.class);
    assertThatThrownBy(() -> pass(0).deletes(new DeletePolicy.Keep()).finish())
        .hasMessageContaining("deletes");
    assertThat(FileTree.read(target)).isEqualTo(MORE);
  }

  @Test
  void anEmptySourceDoesNotEmptyTheTarget() throws IOException {
    Files.createDirectory(source);
    MORE.build(target);

    assertThatThrownBy(() -> pass(0).deletes(new DeletePolicy.Delete(3)).run())
        .isInstanceOf(DeleteFuseException.class);
    assertThat(FileTree.read(target)).isEqualTo(MORE);
  }

  @Test
  void keepsEverythingWhenDeletesAreOff() throws IOException {
    KEPT.build(source);
    MORE.build(target);

    PassRun run = pass(0).deletes(new DeletePolicy.Keep()).run();

    assertThat(run.problems).isEmpty();
    assertThat(FileTree.read(target)).isEqualTo(MORE);
  }

  @Test
  void keepsADirectoryWithContentInTheWayWhenDeletesAreOff() throws IOException {
    FileTree.of(file("d", "now a file"), file("e", "x")).build(source);
    FileTree.of(dir("d", file("f", "x")), dir("e")).build(target);

    PassRun run = pass(0).deletes(new DeletePolicy.Keep()).run();

    assertThat(run.problems).extracting(Problem::errno).containsExactly(Errno.ENOTEMPTY);
    assertThat(FileTree.read(target).entries()).containsKeys(
        io.efsmigrator.posix.RelativePath.of("d/f"), io.efsmigrator.posix.RelativePath.of("e"));
    assertThat(Files.readString(target.resolve("e"))).isEqualTo("x");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsInADirectoryInTheWayCountsAgainstTheFuse(Order order) throws IOException {
    FileTree.of(file("d", "now a file")).build(source);
    FileTree full = FileTree.of(dir("d", file("f", "x"), dir("g", file("h", "x"))));
    full.build(target);

    assertThatThrownBy(() -> order.run(pass(0).deletes(new DeletePolicy.Delete(2))))
        .isInstanceOf(DeleteFuseException.class);
    assertThat(FileTree.read(target)).isEqualTo(full);

    order.run(pass(0).deletes(new DeletePolicy.Delete(3)));
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void contentThatCameAfterTheScanIsNotTakenAwayPastTheFuse() throws IOException {
    FileTree.of(file("d", "now a file")).build(source);
    FileTree.of(dir("d", file("f", "x"))).build(target);
    DeletePolicy one = new DeletePolicy.Delete(1);
    pass(0).deletes(one).scan();
    Shell.run(target, "for i in 1 2 3 4 5 6 7 8 9; do echo precious > d/$i; done");

    assertThatThrownBy(() -> pass(0).deletes(one).copy()).isInstanceOf(DeleteFuseException.class);
    assertThat(Shell.run(target, "ls d | wc -l").trim()).isIn("8", "9");
  }

  @Test
  void nothingIsDeletedFromADirectoryThatWasNotListed() throws IOException {
    Assumptions.assumeTrue(Shell.isRoot(), "mounting needs root");
    FileTree.of(dir("d", dir("mounted")), file("h", "z")).build(source);
    FileTree there = FileTree.of(dir("d", dir("mounted", file("precious", "x"))),
        file("h", "z"));
    there.build(target);
    Shell.run(folder, "mount -t tmpfs -o size=64k none source/d/mounted");
    try {
      PassRun run = pass(0).run();

      assertThat(run.problems).extracting(Problem::errno).containsExactly(Errno.EXDEV);
      assertThat(run.scan.toDelete()).isZero();
      assertThat(FileTree.read(target)).isEqualTo(there);
    } finally {
      Shell.run(folder, "umount source/d/mounted");
    }
  }

  private PassRun pass(int number) {
    return new PassRun(source, target, folder.resolve("pass-" + number));
  }
}
