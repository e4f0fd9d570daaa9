package io.efsmigrator.app.job;

import io.efsmigrator.app.state.StepTimes;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.scan.ScanOptions;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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

  private static final Logger log = LoggerFactory.getLogger(Passes.class);

  private final CopyWork work;
  private final Steps steps;

  Passes(CopyWork work, Steps steps) {
    this.work = work;
    this.steps = steps;
  }

  /** How long the steps of this migration took. */
  StepTimes times() {
    return new StepTimes(steps.parts().dataSource(), steps.parts().migrationId());
  }

  /** What time it is here. */
  Timestamp now() {
    return SourceClock.here(steps.parts().clock());
  }

  Pass pass(int number) {
    return new Pass(work.runDirectory(), number);
  }

  /** Scan, copy and finish of a pass. */
  List<Step> copying(String prefix, Pass pass, UnchangedFiles unchanged) throws Exception {
    return new ArrayList<>(List.of(scan(prefix, pass, unchanged), copyFiles(prefix, pass),
        finishTree(prefix, pass)));
  }

  Step scan(String prefix, Pass pass, UnchangedFiles unchanged) {
    return steps.batches(prefix + GuideStage.SCAN.stepName(), () -> {
      Trees trees = Trees.open(work);
      SourceClock.Reading began = pass.begin(
          SourceClock.read(trees.target().root(), steps.parts().guard(), steps.parts().clock()));
      if (SourceClock.isSkewed(began)) {
        log.warn("this host's clock is {} ahead of the target's server", began.skew());
      }
      // What the next pass asks by: a change that either clock puts after this is looked at again.
      ScanOptions options = ScanOptions.prepare(SourceClock.lessSlack(began.earlier()),
          pass.previousStart(), unchanged, work.deletes());
      return ScanBatches.open(trees, pass.directory(), options, steps.parts(),
          (found, both) -> found);
    }, pass::number);
  }

  Step copyFiles(String prefix, Pass pass) throws Exception {
    String name = prefix + GuideStage.COPY_FILES.stepName();
    return steps.partitioned(name, new CopyPartitions(name, work, pass, steps),
        work.copy().partitionsInFlight());
  }

  Step finishTree(String prefix, Pass pass) {
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
      comparing.add(compareTrees(prefix + "prove", passes, liveness));
    }
    return comparing;
  }

  private Step compareTrees(String name, Copied passes, Liveness liveness) throws IOException {
    return steps.batches(name, () -> {
      Timestamp began = passes.list().getLast().began();
      DifferenceSieve sieve = new DifferenceSieve(liveness, work.deletes(),
          SourceClock.lessSlack(began));
      // With the writers paused, whatever changed after the pass began was not seen by it.
      ScanOptions options = switch (liveness) {
        case LIVE -> ScanOptions.prove(SourceClock.lessSlack(began), null);
        case QUIET -> ScanOptions.prove(SourceClock.lessSlack(began), began);
      };
      return ScanBatches.open(Trees.open(work), nextProof(name), options, steps.parts(), sieve);
    }, () -> passes.list().getLast().number());
  }

  /** A comparison that ended is not gone on with: a repeated one looks at everything again. */
  private PassDirectory nextProof(String name) throws IOException {
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
