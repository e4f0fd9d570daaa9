package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.scan.ScanMode;
import io.efsmigrator.scan.ScanOptions;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;

/** The job {@code verify}: two directories compared; nothing is written to either. */
public final class VerifyJobConfiguration {

  /** Name of the job. */
  public static final String NAME = "verify";

  private final CopyWork work;
  private final Steps steps;
  private final Passes passes;

  /** The job of one comparison. */
  public VerifyJobConfiguration(CopyWork work, RunParts parts) {
    this.work = work;
    this.steps = new Steps(parts);
    this.passes = new Passes(work, steps);
  }

  /** One step, verify: the trees in lockstep, then the content of the files they have in common. */
  public Job job() throws Exception {
    return new SequentialJob(NAME,
        List.of(steps.pass(GuideStage.VERIFY.stepName(), new Comparison())),
        steps.parts().sequence(), steps.parts().repository(), () -> "no difference");
  }

  private final class Comparison implements PassStep.Plan {

    private static final String PREFIX = "verify.";
    private final Pass pass = passes.pass(0);

    @Override
    public List<Step> steps() throws Exception {
      List<Step> comparing = new ArrayList<>();
      comparing.add(compareTrees());
      if (Sampling.of(work.verify()) != Sampling.NOTHING) {
        comparing.add(steps.partitioned(PREFIX + "content", new VerifyPartitions(work,
            () -> List.of(pass), Evidence.BOTH_TREES, Liveness.QUIET, steps),
            work.copy().partitionsInFlight()));
      }
      return comparing;
    }

    @Override
    public String conclude() throws IOException, StepFailedException {
      return new Verdict("no difference", "`migrator copy` of the two directories copies what"
          + " differs; then verify again.").of(Liveness.QUIET, steps.parts().problems(),
              new Round(pass.directory().path().resolve("verify.round")));
    }

    private Step compareTrees() {
      return steps.batches(PREFIX + "prove", () -> {
        Trees trees = Trees.open(work);
        Timestamp began = pass.begin(SourceClock.here(steps.parts().clock()));
        ScanOptions options = new ScanOptions(ScanMode.PROVE, began, null, UnchangedFiles.LISTED,
            new DeletePolicy.Keep(), trees.xattrs(), ScanOptions.DEFAULT_BATCH_DIRECTORIES,
            ScanOptions.prove(began, null, trees.xattrs()).segmentEntries());
        return ScanBatches.open(trees, pass.directory(), options, steps.parts(),
            ScanBatches.Sieve.NOTHING_LEFT);
      }, pass::number);
    }
  }
}
