package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.MigratorContext;
import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.documents.CommandsRun;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.GuideStage;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A migration whose target is spoiled from outside between two steps: it says so, and a restart puts
 * it right in a round of its own. The stages that move no data do nothing here.
 */
class RoundsTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();
  private static final String ID = PLAN.id().toString();

  @TempDir
  private Path folder;

  private Path source;
  private Path target;
  private Clock clock = Clock.systemUTC();
  private Cutover cutover = new Cutover.Ahead();

  @BeforeEach
  void makeTrees() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    target = Files.createDirectories(folder.resolve("target"));
    Files.createDirectories(source.resolve("a/b"));
    Files.writeString(source.resolve("a/one"), "one");
    Files.writeString(source.resolve("a/b/two"), "two");
  }

  @Test
  void differencesOfAVerificationAndOfTheFinalPassAreRepairedByTheNextRound() throws Exception {
    assertThat(migrate("deltaPass2")).isInstanceOf(RunResult.Stopped.class);
    append("rot");
    assertThat(migrate("verify")).isInstanceOf(RunResult.Differences.class);
    assertThat(migrator("status")).doesNotContainIgnoringCase("writers are paused");

    assertThat(migrate("finalPass.finishTree")).isInstanceOf(RunResult.Stopped.class);
    assertThat(migrator("status")).contains("WRITERS ARE PAUSED", "migrator rollback");
    append("more rot");
    assertThat(migrate("setNormal")).isInstanceOf(RunResult.Differences.class);

    assertThat(migrate("lowerThroughput")).isInstanceOfSatisfying(RunResult.Completed.class,
        done -> assertThat(done.summary()).contains("EFS DATA MIGRATION SUCCESSFUL"));
    assertThat(migrator("status")).doesNotContainIgnoringCase("writers are paused");
    assertThat(steps())
        // The source is at rest: one delta pass has measured that, another one is not worth it.
        .contains("differences found and copied; the final pass would take about",
            "not needed: the final pass would take about")
        .contains("\"verify.again1.copyFiles\"", "\"verify.again1.prove\"",
            "\"finalPass.again1.copyFiles\"", "\"finalPass.again1.prove\"")
        .containsPattern("\"start_time\":\"\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:\\d\\d)\"");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void whatChangesWhileItIsVerifiedIsSaidAndTakenByTheFinalPass() throws Exception {
    assertThat(migrate("deltaPass2")).isInstanceOf(RunResult.Stopped.class);
    Files.writeString(source.resolve("a/one"), "one and more");
    assertThat(migrate("verify")).isInstanceOf(RunResult.Stopped.class);
    assertThat(steps()).contains(
        "\"EFS DATA MIGRATION SUCCESSFUL; 1 path changed meanwhile, left to the next pass\"",
        "compared; 1 path changed meanwhile, left to the next pass\"");
    assertThat(migrator("status")).contains("no open problems");

    assertThat(migrate("lowerThroughput")).isInstanceOf(RunResult.Completed.class);
    assertThat(steps()).contains("\"EFS DATA MIGRATION SUCCESSFUL\"");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  /** The clock is ahead, or the source would be copied again for having changed just now. */
  @Test
  void aFlippedBitBehindTheSameTimeIsRepairedWhereverTheRoundIsInterrupted() throws Exception {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    assertThat(migrate("deltaPass2")).isInstanceOf(RunResult.Stopped.class);
    flipABit("a/one");
    flipABit("a/b/two");
    assertThat(migrate("verify")).isInstanceOfSatisfying(RunResult.Differences.class,
        found -> assertThat(found.count()).isEqualTo(2));
    assertThat(Files.readString(target.resolve("a/one"))).as("a verification repairs nothing")
        .isNotEqualTo("one");

    for (String step : List.of("mark", "scan", "copyFiles", "finishTree", "content", "prove")) {
      assertThat(migrate("verify.again1." + step)).as(step).isInstanceOf(RunResult.Stopped.class);
    }
    assertThat(migrate("finalPass.finishTree")).isInstanceOf(RunResult.Stopped.class);
    assertThat(steps()).contains("\"2 with other content to be copied again\"",
        "\"EFS DATA MIGRATION SUCCESSFUL\"");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void theFinalPassRepairsAFlippedBitToo() throws Exception {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    assertThat(migrate("verify")).isInstanceOf(RunResult.Stopped.class);
    Files.writeString(source.resolve("a/b/three"), "three");
    assertThat(migrate("finalPass.finishTree")).isInstanceOf(RunResult.Stopped.class);
    flipABit("a/b/three");
    assertThat(migrate("setNormal")).isInstanceOf(RunResult.Differences.class);

    assertThat(migrate("lowerThroughput")).isInstanceOfSatisfying(RunResult.Completed.class,
        done -> assertThat(done.summary()).contains("EFS DATA MIGRATION SUCCESSFUL"));
    assertThat(steps()).contains("\"finalPass.again1.mark\"",
        "\"1 with other content to be copied again\"");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void whatWasRecordedAfterAProofThatItsRunDidNotOutliveIsTakenAlong() throws Exception {
    assertThat(migrate("finalPass")).isInstanceOf(RunResult.Stopped.class);
    Files.writeString(source.resolve("a/b/late"), "recorded by a writer that somebody started");
    Files.delete(source.resolve("a/one"));

    cutover = Cutover.of(true, () -> true);
    assertThat(migrate("lowerThroughput")).isInstanceOf(RunResult.Completed.class);

    assertThat(steps()).contains("\"finalPass.again1.prove\"");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  /** Its row is the last one then, and it has not completed; the comparison it repeats has. */
  @Test
  void aFinalPassThatFailedBeforeItWasRepeatedDoesNotRestOnTheProofOfBefore() throws Exception {
    assertThat(migrate("finalPass")).isInstanceOf(RunResult.Stopped.class);
    AtomicInteger asked = new AtomicInteger();
    cutover = Cutover.of(true, () -> {
      if (asked.getAndIncrement() > 0) {
        throw new NodeException(NodeException.Kind.UNREACHABLE, "no route to it");
      }
      return true;
    });
    assertThat(migrate("lowerThroughput")).isInstanceOf(RunResult.Failed.class);
    Files.writeString(source.resolve("a/b/late"), "recorded by a writer that somebody started");

    cutover = new Cutover.Ahead();
    assertThat(migrate("lowerThroughput")).isInstanceOf(RunResult.Completed.class);

    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aComparisonThatAKilledRunHasBegunIsNotGoneOnWith() throws Exception {
    assertThat(migrate("finalPass.finishTree")).isInstanceOf(RunResult.Stopped.class);
    Files.createDirectories(settings().runDirectory(ID).resolve("proof-finalPass.prove-1"));
    Files.writeString(source.resolve("a/b/late"), "recorded by a writer that somebody started");

    assertThat(migrate("lowerThroughput")).isInstanceOf(RunResult.Completed.class);

    assertThat(steps()).contains("\"finalPass.again1.prove\"");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void nothingIsCopiedOverATargetThatThePrimaryIsSwitchedToMeanwhile() throws Exception {
    assertThat(migrate("finalPass")).isInstanceOf(RunResult.Stopped.class);
    Files.writeString(target.resolve("a/b/late"), "recorded on the target");
    AtomicInteger asked = new AtomicInteger();

    cutover = Cutover.of(true, () -> asked.getAndIncrement() == 0);

    assertThat(migrate("lowerThroughput")).isInstanceOf(RunResult.Refused.class);
    assertThat(target.resolve("a/b/late")).exists();
  }

  private void flipABit(String path) throws IOException {
    Path file = target.resolve(path);
    FileTime time = Files.getLastModifiedTime(file);
    byte[] content = Files.readAllBytes(file);
    content[0] ^= 1;
    Files.write(file, content);
    Files.setLastModifiedTime(file, time);
  }

  private String steps() {
    return migrator("history", "--steps", "-o", "json");
  }

  private RunResult migrate(String until) throws Exception {
    Map<GuideStage, Stage> stages = new EnumMap<>(GuideStage.class);
    for (GuideStage stage : GuideStage.values()) {
      if (!stage.movesData()) {
        stages.put(stage, plan -> new StageOutcome.Completed("done"));
      }
    }
    try (MigratorContext context = MigratorContext.open(settings(), ID);
        var pool = Threads.fixed(2)) {
      RunParts parts = new RunParts(ID, context.jobRepository(), context.transactionManager(),
          context.dataSource(), context.fence(), context.stopSignal(), RunListener.SILENT, pool,
          Pace.UNLIMITED, clock, Optional.of(until));
      CopyWork work = new CopyWork(source, target, settings().runDirectory(ID), PLAN.copy(),
          new DeletePolicy.Delete(10), PLAN.verify(),
          new Roots(source, target, path -> ""));
      return context.runs().run(
          new Runs.Request(MigrationJobConfiguration.NAME, ID, "source", "target",
              new ConfigSnapshot(new TreeMap<>())),
          () -> new MigrationJobConfiguration(PLAN, stages, work, parts,
              cutover, new CutoverWindow(parts.stop(), parts.clock(), Optional.empty())).job(),
          RunListener.SILENT);
    }
  }

  private RepositorySettings settings() {
    return RepositorySettings.h2(folder.resolve("state"));
  }

  private void append(String text) throws IOException {
    Files.writeString(target.resolve("a/one"), text, StandardOpenOption.APPEND);
  }

  private String migrator(String... command) {
    String[] arguments = Stream
        .concat(Stream.of(command), Stream.of("--state", folder.resolve("state").toString()))
        .toArray(String[]::new);
    StringWriter out = new StringWriter();
    int code = CommandsRun.of(new Cli(() -> {
      throw new AssertionError("a look starts nothing");
    }, Clock.systemUTC())).run(new PrintWriter(out), new PrintWriter(out), arguments);
    assertThat(code).as("%s", out).isZero();
    return out.toString();
  }
}
