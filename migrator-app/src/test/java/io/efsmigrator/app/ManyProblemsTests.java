package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.state.Problems;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.VerifyMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trees that have nothing in common: more problems than anybody wants to read. */
class ManyProblemsTests {

  private static final int FILES = Problems.MAX_ROWS + 100;

  @TempDir
  private Path folder;

  @Test
  void aVerificationCountsExactlyWhatItDoesNotList() throws Exception {
    Path source = Files.createDirectory(folder.resolve("source"));
    Path target = Files.createDirectory(folder.resolve("target"));
    for (int i = 0; i < FILES; i++) {
      Files.createFile(source.resolve("f" + i));
    }
    Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
    Path state = folder.resolve("state");

    RunResult result = new BatchLauncher(Clock.systemUTC()).verify(
        new DirectoryPair(source, target), VerifyMode.METADATA, Xattrs.AUTO,
        RepositorySettings.h2(state),
        RunListener.SILENT);

    assertThat(result).isInstanceOfSatisfying(RunResult.Differences.class,
        found -> assertThat(found.count()).isEqualTo(FILES));
    try (HistoryQueries history = History.open(state, null, Map.of())) {
      Row counts = history.ask(Question.all(Topic.PROBLEM_COUNTS)).rows().getFirst();
      assertThat(counts.text("kind")).isEqualTo("missing");
      assertThat(counts.number("problems")).isEqualTo(FILES);
      assertThat(counts.number("more")).isEqualTo(100);
      assertThat(history.ask(Question.all(Topic.PROBLEMS)).cells()).hasSize(Problems.MAX_ROWS);
    }
  }
}
