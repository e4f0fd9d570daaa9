package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.MigratorContext;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Ledger;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Partition;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What makes a restart in the middle of a copy go on at once, however much was done before: it lists no
 * tree, opens nothing that belongs to what is done, and begins behind the last committed chunk.
 */
class GoingOnTests {

  private static final String ID = "copy-1";
  private static final int DIRECTORIES = 50;
  private static final int FILES = 1_300;
  /** Behind the first partition, which is a segment, and before the end. */
  private static final int MIDDLE = 1_050;
  private static final int CHUNK = 100;
  private static final int NEVER = Integer.MAX_VALUE;

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void makeTrees() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
    for (int i = 0; i < FILES; i++) {
      Path directory = source.resolve("d" + i % DIRECTORIES);
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("f" + i), "content " + i);
    }
  }

  @Test
  void aRestartLooksOnlyAtWhatIsLeft() throws Exception {
    // Otherwise the copy begins beside the scan, and the stop might end both.
    assertThat(copy(new AtomicInteger(), NEVER, Optional.of("scan")))
        .isInstanceOf(RunResult.Stopped.class);
    assertThat(copy(new AtomicInteger(), MIDDLE, Optional.empty()))
        .isInstanceOf(RunResult.Stopped.class);
    long left = FILES - committed();
    spoilWhatIsDone();
    Files.writeString(source.resolve("d0/later"), "for the next pass");
    AtomicInteger copied = new AtomicInteger();

    assertThat(copy(copied, NEVER, Optional.empty())).isInstanceOf(RunResult.Completed.class);

    assertThat(left).isBetween(1L, (long) FILES - MIDDLE);
    assertThat(copied).hasValue((int) left);
    assertThat(ofTheRestart(Topic.STEPS, "step_name")).doesNotContain("scan")
        .contains("copyFiles");
    assertThat(ofTheRestart(Topic.PARTITIONS, "partition_name"))
        .doesNotContain(pass().partitions().getFirst().name());
    assertThat(ofTheRestart(Topic.PARTITIONS, "read_count").stream().mapToLong(Long::parseLong)
        .sum()).isEqualTo(left);
    assertThat(target.resolve("d0/later")).as("nothing is listed again").doesNotExist();
    Files.delete(source.resolve("d0/later"));
    assertThat(FileTree.read(target).without(path -> !path.toString().contains("/"))
        .entries()).hasSize(FILES);
  }

  private long committed() throws IOException {
    long committed = 0;
    for (Partition partition : pass().partitions()) {
      try (Ledger ledger = Ledger.open(pass().ledger(partition))) {
        committed += ledger.committed();
      }
    }
    return committed;
  }

  private PassDirectory pass() {
    return new Pass(folder.resolve("state/runs/" + ID), 1).directory();
  }

  /** Whoever reads one of these again fails. */
  private void spoilWhatIsDone() throws IOException {
    PassDirectory pass = pass();
    Files.writeString(pass.frontier(), "spoiled");
    Files.writeString(pass.checkpoint(), "spoiled");
    Files.writeString(pass.ledger(pass.partitions().getFirst()),
        "spoiled");
    try (var segments = Files.list(pass.segments())) {
      Files.writeString(segments.sorted().findFirst().orElseThrow(), "spoiled");
    }
  }

  private List<String> ofTheRestart(Topic topic, String column) {
    try (HistoryQueries history = History.open(folder.resolve("state"), null, Map.of())) {
      return history.ask(Question.of(topic, 3)).rows().stream().map(row -> row.text(column))
          .toList();
    }
  }

  /** A copy that counts its entries and is asked to stop when it begins the given one. */
  private RunResult copy(AtomicInteger copied, int stopAt, Optional<String> until)
      throws Exception {
    RepositorySettings settings = RepositorySettings.h2(folder.resolve("state"));
    try (MigratorContext context = MigratorContext.open(settings, ID);
        var threads = Threads.fixed(2)) {
      Pace counting = new Pace() {
        @Override
        public void files(int count) {
          if (copied.addAndGet(count) == stopAt) {
            context.stopSignal().request(new StopSignal.Requested());
          }
        }

        @Override
        public void requests(int count) {}

        @Override
        public void bytes(long count) {}
      };
      RunParts parts = new RunParts(ID, context.jobRepository(), context.transactionManager(),
          context.dataSource(), context.fence(), context.stopSignal(), RunListener.SILENT, threads,
          counting, Clock.systemUTC(), until);
      CopyWork work = new CopyWork(source, target, settings.runDirectory(ID),
          new CopySettings(2, CHUNK, 1, 0, Xattrs.AUTO), new DeletePolicy.Keep(), VerifyMode.NONE,
          new Roots(source, target, path -> ""));
      return context.runs().run(
          new Runs.Request(CopyJobConfiguration.NAME, ID, source.toString(), target.toString(),
              new ConfigSnapshot(new TreeMap<>())),
          () -> new CopyJobConfiguration(work, 1, parts).job(), RunListener.SILENT);
    }
  }
}
