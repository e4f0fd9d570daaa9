package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.cli.Launcher.CopyOptions;
import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.report.Report;
import io.efsmigrator.app.state.TestPostgres;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The jobs copy and verify, one run after the other over the same two directories. */
class PairRunsOnBothVendorsTests {

  @TempDir
  private Path folder;

  private Path source;
  private Path target;
  private final BatchLauncher launcher = new BatchLauncher(Clock.systemUTC());

  @BeforeEach
  void makeTrees() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    target = Files.createDirectories(folder.resolve("target"));
    Files.createDirectories(source.resolve("a/b"));
    Files.writeString(source.resolve("a/one"), "one");
    Files.writeString(source.resolve("a/b/two"), "two");
    Files.createLink(source.resolve("a/b/again"), source.resolve("a/one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aSecondCopyIsANewPassThatDeletesWhatIsGone(String vendor) throws Exception {
    RepositorySettings repository = repository(vendor);

    assertThat(copy(repository, CopyOptions.Extras.KEEP))
        .isEqualTo(new RunResult.Completed(1, "copied and verified"));
    assertThat(Files.readString(target.resolve("a/b/again"))).isEqualTo("one");
    assertThat(Files.exists(target.resolve(".efs-migrator"))).isFalse();
    assertThat(copiedBySize(repository)).startsWith(2L, 0L);

    Files.writeString(source.resolve("a/three"), "three".repeat(1_000));
    Files.delete(source.resolve("a/b/two"));
    assertThat(copy(repository, CopyOptions.Extras.KEEP)).isInstanceOf(RunResult.Completed.class);
    assertThat(Files.exists(target.resolve("a/b/two"))).isTrue();
    assertThat(copiedBySize(repository)).as("of this run alone").element(1).isEqualTo(1L);
    assertThat(copy(repository, CopyOptions.Extras.DELETE))
        .isInstanceOf(RunResult.Completed.class);
    assertThat(Files.exists(target.resolve("a/b/two"))).isFalse();
    assertThat(Files.readString(target.resolve("a/three"))).startsWith("three");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void verifyFindsWhatHidesBehindSizeAndTimeAndLooksAgainNextTime(String vendor)
      throws Exception {
    RepositorySettings repository = repository(vendor);
    copy(repository, CopyOptions.Extras.KEEP);
    Path rotten = target.resolve("a/b/two");
    FileTime time = Files.getLastModifiedTime(rotten);
    Files.writeString(rotten, "owt");
    Files.setLastModifiedTime(rotten, time);

    assertThat(verify(repository, VerifyMode.METADATA)).isInstanceOf(RunResult.Completed.class);
    assertThat(verify(repository, VerifyMode.FULL)).isInstanceOfSatisfying(
        RunResult.Differences.class, found -> assertThat(found.count()).isEqualTo(1));
    Files.writeString(rotten, "two");
    Files.setLastModifiedTime(rotten, time);
    assertThat(verify(repository, VerifyMode.FULL)).isInstanceOf(RunResult.Completed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aCopyRepairsWhatAVerificationOnlyReports(String vendor) throws Exception {
    RepositorySettings repository = repository(vendor);
    copy(repository, CopyOptions.Extras.KEEP);
    Path rotten = target.resolve("a/b/two");
    FileTime time = Files.getLastModifiedTime(rotten);
    Files.writeString(rotten, "owt");
    Files.setLastModifiedTime(rotten, time);
    FileTree found = FileTree.read(target);

    assertThat(verify(repository, VerifyMode.FULL)).isInstanceOf(RunResult.Differences.class);
    assertThat(FileTree.read(target)).as("a verification writes nothing").isEqualTo(found);
    assertThat(copy(repository, CopyOptions.Extras.KEEP)).isInstanceOf(RunResult.Completed.class);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    assertThat(marked(repository)).containsExactly("1 with other content to be copied again");
    assertThat(copy(repository, CopyOptions.Extras.KEEP)).isInstanceOf(RunResult.Completed.class);
    assertThat(marked(repository)).as("nothing is left to repair").hasSize(1);
    assertThat(verify(repository, VerifyMode.FULL)).isInstanceOf(RunResult.Completed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aCopyKilledAfterItsLastStepLeavesNothingOfItsOwnWhenItGoesOn(String vendor)
      throws Exception {
    RepositorySettings repository = repository(vendor);
    copy(repository, CopyOptions.Extras.KEEP);
    // What a kill leaves that comes between the commit of the last step and the one of the job.
    try (MigratorContext context = MigratorContext.open(repository, "killed")) {
      assertThat(JdbcClient.create(context.dataSource()).sql("update batch_job_execution set"
          + " status = 'STARTED', exit_code = 'UNKNOWN', end_time = null").update()).isEqualTo(1);
    }

    assertThat(copy(repository, CopyOptions.Extras.KEEP)).isInstanceOfSatisfying(
        RunResult.Completed.class, again -> assertThat(again.executionId()).isEqualTo(2));
    assertThat(target.resolve(".efs-migrator")).doesNotExist();
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  /** As the report of the last run counts them. */
  private static List<Long> copiedBySize(RepositorySettings repository) throws IOException {
    try (HistoryQueries history = History.open(repository.stateDirectory(),
        repository.databaseUrl(), Map.of())) {
      return Report.of(history,
          history.ask(Question.all(Question.Topic.JOBS)).rows().getLast(),
          repository.stateDirectory().resolve("runs"), Instant.EPOCH).sizes().orElseThrow()
          .counts();
    }
  }

  private static List<String> marked(RepositorySettings repository) {
    try (HistoryQueries history = History.open(repository.stateDirectory(),
        repository.databaseUrl(), Map.of())) {
      return history.ask(Question.all(Question.Topic.STEPS)).rows().stream()
          .filter(step -> step.text("step_name").equals("mark"))
          .map(step -> step.text("exit_message")).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aTargetThatIsNotEmptyAndNotOursIsRefusedUnchanged(String vendor) throws Exception {
    Files.writeString(target.resolve("precious"), "mine");

    assertThat(copy(repository(vendor), CopyOptions.Extras.DELETE))
        .isInstanceOf(RunResult.Refused.class);
    assertThat(target.toFile().list()).containsExactly("precious");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void nestedPathsAreRefused(String vendor) throws Exception {
    Path inside = Files.createDirectories(source.resolve("inside"));

    assertThat(launcher.copy(new DirectoryPair(source, inside), CopyOptions.DEFAULT,
        repository(vendor), RunListener.SILENT)).isInstanceOf(RunResult.Refused.class);
  }

  private RunResult copy(RepositorySettings repository, CopyOptions.Extras extras) {
    return launcher.copy(new DirectoryPair(source, target),
        new CopyOptions(extras, 10, VerifyMode.FULL, 4), repository, RunListener.SILENT);
  }

  private RunResult verify(RepositorySettings repository, VerifyMode mode) {
    return launcher.verify(new DirectoryPair(source, target), mode, Xattrs.AUTO, repository,
        RunListener.SILENT);
  }

  private RepositorySettings repository(String vendor) {
    Path state = folder.resolve("state");
    return vendor.equals("h2")
        ? RepositorySettings.h2(state)
        : RepositorySettings.of(state, TestPostgres.newDatabase());
  }
}
