package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardLinkTests {

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void build() {
    source = folder.resolve("source");
    target = folder.resolve("target");
    FileTree.of(dir("z", file("1", "data")), dir("a", hardLink("2", "/z/1"), fifo("p")),
        dir("m", hardLink("3", "/z/1"), hardLink("q", "/a/p")), file("single", "x"))
        .build(source);
    FileTree.of().build(target);
  }

  @Test
  void theDataIsCopiedOnceUnderTheFirstName() throws IOException {
    PassRun run = pass(0).run();

    assertThat(run.copied).extracting(entry -> entry.path().toString())
        .containsExactlyInAnyOrder("a/2", "a/p", "single");
    assertThat(run.finish.links()).isEqualTo(3);
    assertThat(run.scan.toCopy()).isEqualTo(6);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void theNamesOfAGroupAreForgottenOnceItIsJudged() throws IOException {
    PassRun scanned = pass(0).scan();
    PassRun again = pass(0).scan();

    assertThat(folder.resolve("pass-0/link-names")).isEmptyFile();
    assertThat(folder.resolve("pass-0/link-names.sorted")).doesNotExist();
    assertThat(again.scan).as("a finished scan says the same").isEqualTo(scanned.scan);
  }

  @Test
  void aNewFirstNameIsOnlyLinked() throws IOException {
    pass(0).run();
    Shell.run(source, "ln z/1 a/0");

    PassRun second = pass(1).run();

    assertThat(second.copied).isEmpty();
    assertThat(second.finish.links()).isEqualTo(1);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aChangedGroupIsLinkedAgainAsAWhole() throws IOException {
    pass(0).run();
    Shell.run(source, "echo longer > m/3");

    PassRun second = pass(1).run();

    assertThat(second.copied).hasSize(1);
    assertThat(second.finish.links()).isEqualTo(2);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aGroupThatFellApartInTheSourceFallsApartInTheTarget() throws IOException {
    pass(0).run();
    Shell.run(source, "cp -p z/1 z/new; mv z/new z/1; rm m/q");

    pass(1).run();

    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    assertThat(pass(2).run().scan.toCopy()).isZero();
  }

  @Test
  void copiesInTheTargetAreLinkedTogether() throws IOException {
    pass(0).run();
    Shell.run(target, "cp -p z/1 z/new; mv z/new z/1");

    PassRun second = pass(1).run();

    assertThat(second.copied).extracting(LedgerEntry::path).isEmpty();
    assertThat(second.finish.links()).isEqualTo(1);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aGroupThatTurnsIntoSinglesAndOtherGroupsConvergesInOnePass() throws IOException {
    pass(0).run();
    Shell.run(source, "rm a/2 m/3; ln single a/2; ln single m/3; ln z/1 m/4");

    pass(1).run();

    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    assertThat(pass(2).prove().problems).isEmpty();
  }

  @Test
  void anExtraNameThatIsKeptIsCutLooseAndNotWrittenThrough() throws IOException {
    pass(0).run();
    Shell.run(target, "ln z/1 kept");
    Shell.run(source, "printf DATA > z/1; touch -d @1500000001 z/1");

    PassRun second = pass(1).deletes(new DeletePolicy.Keep()).run();

    assertThat(second.problems).isEmpty();
    assertThat(target.resolve("kept")).hasContent("data");
    assertThat(target.resolve("m/3")).hasContent("DATA");
  }

  private PassRun pass(int number) {
    return new PassRun(source, target, folder.resolve("pass-" + number));
  }
}
