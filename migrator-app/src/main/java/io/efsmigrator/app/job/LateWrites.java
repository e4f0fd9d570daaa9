package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.scan.ScanOptions;
import io.efsmigrator.stage.RollbackStage;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.Step;

/**
 * Finds what somebody changed on the source after the way there was proved, such as a Backup that was
 * not paused or a cluster that failed over: a copy back would take it away. Nothing has been copied
 * back yet, so whatever is found is not of our own making.
 */
final class LateWrites implements PassStep.Plan {

  private static final Logger log = LoggerFactory.getLogger(LateWrites.class);
  private static final String STEP = RollbackStage.FIND_LATE_WRITES.stepName();
  /** Below the number of the first reverse pass, which cures what was found. */
  private static final int FIRST_NUMBER = Pass.REVERSE - 1_000;

  private final Steps steps;
  private final Passes passes;
  private final CopyWork work;
  private final ReverseWork.Proved proved;
  private final Round round;

  LateWrites(Steps steps, Passes passes, CopyWork work, ReverseWork.Proved proved) {
    this.steps = steps;
    this.passes = passes;
    this.work = work;
    this.proved = proved;
    this.round = new Round(work.runDirectory().resolve(STEP + ".round"));
  }

  @Override
  public List<Step> steps() throws IOException, StepFailedException {
    ProvedEqual equal = proved.read();
    int number = round.number();
    String name = Round.prefix(STEP, number) + "compare";
    return List.of(steps.batches(name, () -> compare(name, equal), () -> FIRST_NUMBER + number));
  }

  @Override
  public String conclude() throws IOException, StepFailedException {
    var problems = steps.parts().problems();
    problems.curedBefore(FIRST_NUMBER + round.number());
    return new Verdict("the source has nothing of its own",
        "Copy what is needed of it to the target"
            + " with its times, or move it away from the source; then restart. Nothing was changed.")
        .of(Liveness.QUIET, problems, round);
  }

  private ScanBatches compare(String name, ProvedEqual equal) throws IOException {
    Trees trees = Trees.open(work);
    SourceClock.Reading now = SourceClock.read(trees.target().root(), steps.parts().guard(),
        steps.parts().clock());
    if (SourceClock.isSkewed(now)) {
      log.warn("this host's clock is {} ahead of the source's server", now.skew());
    }
    Timestamp after = equal.middle(now);
    return ScanBatches.open(trees, passes.nextProof(name),
        ScanOptions.findLate(now.server(), after),
        steps.parts(), ScanBatches.Sieve.NOTHING_LEFT);
  }
}
