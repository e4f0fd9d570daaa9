package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.XattrName;
import io.efsmigrator.posix.XattrNamespace;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Mount;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Extended attributes and ACLs, from and to file systems that have few of them, or none. */
class XattrLimitsTests extends XattrTrees {

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

  private static boolean hasUserAttributes(Path path) throws IOException {
    try (Directory directory = Directory.open(path)) {
      return directory.xattrs().namespaces().contains(XattrNamespace.USER);
    }
  }
}
