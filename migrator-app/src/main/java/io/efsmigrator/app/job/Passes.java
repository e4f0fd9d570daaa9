package io.efsmigrator.app.job;

import io.efsmigrator.app.state.StepTimes;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.plan.CutoverSettings;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.scan.ScanOptions;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.Step;

/** The steps that move and compare data, for any pass; their names begin with the pass's. */
final class Passes {

  /** Passes that have copied something; which ones is known when the step runs. */
  @FunctionalInterface
  interface Copied {
    List<Pass> list() throws IOException;
  }

  private static final String PROVE = "prove";

  private static final Logger log = LoggerFactory.getLogger(Passes.class);

  /** Since when files count as changed in a pass that has none before it. */
  @FunctionalInterface
  interface Since {
    @Nullable
    Timestamp read() throws IOException;
  }

  private final CopyWork work;
  private final Steps steps;
  private final int firstNumber;
  private final Since first;

  /** The passes of trees that were never equal. */
  Passes(CopyWork work, Steps steps) {
    this(work, steps, 0, () -> null);
  }

  private Passes(CopyWork work, Steps steps, int firstNumber, Since first) {
    this.work = work;
    this.steps = steps;
    this.firstNumber = firstNumber;
    this.first = first;
  }

  /** The passes of a way back between trees that were equal at that time. */
  static Passes ofTheWayBack(CopyWork work, Steps steps, Since equal) {
    return new Passes(work, steps, Pass.REVERSE, equal);
  }

  /** How long the steps of this migration took. */
  StepTimes times() {
    return new StepTimes(steps.parts().dataSource(), steps.parts().migrationId());
  }

  /** What time it is here. */
  Timestamp now() {
    return SourceClock.here(steps.parts().clock());
  }

  /** A pass by its number on this way, from 0. */
  Pass pass(int number) {
    return new Pass(work.runDirectory(), firstNumber + number);
  }

  /** The other way round. */
  int numberOf(Pass pass) {
    return pass.number() - firstNumber;
  }

  /**
   * As many delta passes as the plan says, and those that were begun when it said more: what a pass
   * has found and not copied is left out by the next one, which asks only for changes since.
   */
  int deltaPasses(CutoverSettings cutover) {
    int begun = 0;
    for (int number = 1; number <= CutoverSettings.MAX_DELTA_PASSES; number++) {
      if (pass(number).isBegun()) {
        begun = number;
      }
    }
    return Math.max(cutover.maxDeltaPasses(), begun);
  }

  /** Scan, copy and finish of a pass. */
  List<Step> copying(String prefix, Pass pass, UnchangedFiles unchanged) throws Exception {
    ScanFeed feed = new ScanFeed();
    return new ArrayList<>(List.of(scan(prefix, pass, unchanged, feed),
        copyFiles(prefix, pass, feed), finishTree(prefix, pass)));
  }

  /** Marks what passes before this one copied and a verification found wrong: its scan sees it then. */
  Step mark(String prefix, Pass pass) {
    return steps.batches(prefix + "mark", () -> MarkBatches.open(work, pass, steps.parts()),
        pass::number);
  }

  /** Scan, copy and finish of a pass that repairs what a verification found. */
  List<Step> repairing(String prefix, Pass pass) throws Exception {
    List<Step> repairing = copying(prefix, pass, UnchangedFiles.LEFT_OUT);
    repairing.addFirst(mark(prefix, pass));
    return repairing;
  }

  private Step scan(String prefix, Pass pass, UnchangedFiles unchanged, ScanFeed feed) {
    return steps.scan(prefix + GuideStage.SCAN.stepName(), () -> {
      Trees trees = Trees.open(work);
      SourceClock.Reading began = pass.begin(
          SourceClock.read(trees.target().root(), steps.parts().guard(), steps.parts().clock()));
      if (SourceClock.isSkewed(began)) {
        log.warn("this host's clock is {} ahead of the target's server", began.skew());
      }
      // What the next pass asks by: a change that either clock puts after this is looked at again.
      ScanOptions options = ScanOptions.prepare(SourceClock.lessSlack(began.earlier()),
          before(pass), unchanged, work.deletes(), trees.xattrs());
      return ScanBatches.open(trees, pass.directory(), options, steps.parts(),
          ScanBatches.Sieve.NOTHING_LEFT, feed::advanced);
    }, pass::number, feed);
  }

  private @Nullable Timestamp before(Pass pass) throws IOException {
    Timestamp previous = pass.previousStart();
    return previous == null ? first.read() : previous;
  }

  private Step copyFiles(String prefix, Pass pass, ScanFeed feed) throws Exception {
    String name = prefix + GuideStage.COPY_FILES.stepName();
    return steps.partitioned(name, new CopyPartitions(work, pass, steps, feed),
        work.copy().partitionsInFlight());
  }

  private Step finishTree(String prefix, Pass pass) {
    return steps.batches(prefix + GuideStage.FINISH_TREE.stepName(),
        () -> FinishBatches.open(work, pass, steps.parts()), pass::number);
  }

  /** Content of what these passes copied, and both trees compared without writing. */
  List<Step> comparing(String prefix, Copied passes, Liveness liveness) throws Exception {
    List<Step> comparing = new ArrayList<>();
    if (Sampling.of(work.verify()) != Sampling.NOTHING) {
      comparing.add(steps.partitioned(prefix + "content",
          new VerifyPartitions(work, passes, Evidence.LEDGER, liveness, steps),
          work.copy().partitionsInFlight()));
    }
    if (work.verify() != VerifyMode.NONE || liveness == Liveness.QUIET) {
      comparing.add(compareTrees(prefix + PROVE, passes, liveness));
    }
    return comparing;
  }

  /** Both trees compared without writing, and nothing else. */
  Step proving(String prefix, Pass pass) throws IOException {
    return compareTrees(prefix + PROVE, () -> List.of(pass), Liveness.QUIET);
  }

  private Step compareTrees(String name, Copied passes, Liveness liveness) throws IOException {
    return steps.proof(name, () -> {
      Timestamp began = passes.list().getLast().began();
      DifferenceSieve sieve = new DifferenceSieve(liveness, work.deletes(),
          SourceClock.lessSlack(began));
      Trees trees = Trees.open(work);
      // Whatever changed after the pass began may not have been seen by it, whatever its size says.
      ScanOptions options = ScanOptions.prove(SourceClock.lessSlack(began), began, trees.xattrs());
      return ScanBatches.open(trees, nextProof(name), options, steps.parts(), sieve);
    }, () -> passes.list().getLast().number());
  }

  /** Whether the comparison of both trees has begun among the steps of that prefix. */
  boolean isComparisonBegun(String prefix) {
    return Files.exists(proof(prefix + PROVE, 1).path());
  }

  /** A comparison that ended is not gone on with: a repeated one looks at everything again. */
  PassDirectory nextProof(String name) throws IOException {
    int number = 1;
    PassDirectory proof = proof(name, number);
    while (Files.exists(proof.summary())) {
      number++;
      proof = proof(name, number);
    }
    return proof.create();
  }

  private PassDirectory proof(String name, int number) {
    return new PassDirectory(work.runDirectory().resolve("proof-" + name + "-" + number));
  }
}
