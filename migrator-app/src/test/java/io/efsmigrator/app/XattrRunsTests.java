package io.efsmigrator.app;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.app.cli.Launcher.CopyOptions;
import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.XattrNamespace;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator learns of extended attributes, and what the option does about them. */
class XattrRunsTests {

  private static final FileTree TREE = FileTree.of(
      dir("d", file("f", "content").xattr("user.comment", "x"), file("g", "plain"))
          .xattr("user.comment", "y"));

  @TempDir
  private Path folder;
  private Path source;
  private Path target;
  private int executions;

  @BeforeEach
  void aTreeWithAttributes() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
    try (Directory directory = Directory.open(source)) {
      assumeTrue(XattrScope.of(directory).namespaces().contains(XattrNamespace.USER),
          "the file system of " + source + " has no attributes");
    }
    TREE.build(source);
  }

  @Test
  void theyAreCopiedAndVerifiedUnlessSomebodySwitchesThemOff() throws Exception {
    assertThat(copy(Xattrs.OFF)).isInstanceOf(RunResult.Completed.class);
    assertThat(verify(Xattrs.OFF)).isInstanceOf(RunResult.Completed.class);
    assertThat(verify(Xattrs.AUTO)).isInstanceOf(RunResult.Differences.class);
    assertThat(told()).containsExactly("d xattr", "d/f xattr");

    assertThat(copy(Xattrs.AUTO)).isInstanceOf(RunResult.Completed.class);

    assertThat(verify(Xattrs.AUTO)).isInstanceOf(RunResult.Completed.class);
    assertThat(FileTree.read(target)).isEqualTo(TREE);
  }

  @Test
  void aTargetThatHoldsNoneLeavesProblemsUntilTheyAreSwitchedOff() throws Exception {
    assumeTrue(Files.getAttribute(source, "unix:uid").equals(0), "mounting needs root");
    try (Mount _ = Mount.of("ramfs", target)) {
      assertThat(copy(Xattrs.AUTO)).isInstanceOf(RunResult.Differences.class);
      assertThat(told()).contains("d incomplete", "d/f incomplete")
          .allMatch(problem -> !problem.startsWith("d/g"));

      assertThat(copy(Xattrs.OFF)).isInstanceOf(RunResult.Completed.class);
    }
  }

  private RunResult copy(Xattrs xattrs) {
    executions++;
    return new BatchLauncher(Clock.systemUTC()).copy(new DirectoryPair(source, target),
        new CopyOptions(CopyOptions.Extras.KEEP, 10, VerifyMode.FULL, 4, xattrs,
            Optional.empty()),
        state(), RunListener.SILENT);
  }

  private RunResult verify(Xattrs xattrs) {
    executions++;
    return new BatchLauncher(Clock.systemUTC()).verify(new DirectoryPair(source, target),
        VerifyMode.FULL, xattrs, state(), RunListener.SILENT);
  }

  /** The problems of the last execution. */
  private List<String> told() throws IOException {
    try (HistoryQueries history = History.open(state().stateDirectory(), null, Map.of())) {
      return history.ask(Question.of(Question.Topic.PROBLEMS, executions)).rows().stream()
          .map(row -> row.text("path_text") + " " + row.text("kind")).sorted().distinct()
          .toList();
    }
  }

  private RepositorySettings state() {
    return RepositorySettings.h2(folder.resolve("state"));
  }
}
