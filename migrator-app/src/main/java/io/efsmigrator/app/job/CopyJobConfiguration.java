package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.copy.Sentinel;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;

/** The job {@code copy}: one pass between two directories, and its verification. */
public final class CopyJobConfiguration {

  /** Name of the job. */
  public static final String NAME = "copy";

  private final CopyWork work;
  private final Steps steps;
  private final Passes passes;
  private final Pass pass;

  /** The job of one run; its pass has a number of its own, after those of earlier runs. */
  public CopyJobConfiguration(CopyWork work, int passNumber, RunParts parts) {
    this.work = work;
    this.steps = new Steps(parts);
    this.passes = new Passes(work, steps);
    this.pass = passes.pass(passNumber);
  }

  /** The steps: scan, copyFiles, finishTree, verify; mark before them if there is a mismatch to repair. */
  public Job job() throws Exception {
    UnchangedFiles unchanged = Sampling.of(work.verify()) == Sampling.NOTHING
        ? UnchangedFiles.LEFT_OUT
        : UnchangedFiles.LISTED;
    List<Step> all = new ArrayList<>();
    if (!steps.parts().problems().mismatches(pass.number(), 0, 1).isEmpty()) {
      all.add(passes.mark("", pass));
    }
    all.addAll(passes.copying("", pass, unchanged));
    all.add(steps.pass(GuideStage.VERIFY.stepName(), new Check()));
    return new SequentialJob(NAME, all, steps.parts().sequence(), steps.parts().repository(),
        this::conclude);
  }

  /**
   * Takes the mark out of the target, and says what may be left to a next run.
   *
   * <p>Not in the last step: a run that is killed after it starts once more, and marks the target again.
   */
  private String conclude() throws IOException {
    try (Trees trees = Trees.open(work)) {
      Sentinel.remove(trees.source().root(), trees.target().root(), steps.parts().guard());
    }
    String words = work.verify() == VerifyMode.NONE
        ? "copied, not verified"
        : "copied and verified";
    Meanwhile meanwhile = Meanwhile.of(steps.parts().problems());
    return meanwhile.after(words)
        + (meanwhile.isNothing() ? "" : ": that is the next `copy` of these two directories");
  }

  /** What is left in the way ends this run; the next copy of the same two directories is a new one. */
  private final class Check implements PassStep.Plan {

    @Override
    public List<Step> steps() throws Exception {
      return work.verify() == VerifyMode.NONE
          ? List.of()
          : passes.comparing(GuideStage.VERIFY.stepName() + ".", () -> List.of(pass),
              Liveness.LIVE);
    }

    @Override
    public String conclude() throws IOException, StepFailedException {
      Round round = new Round(pass.directory().path().resolve("verify.round"));
      return new Verdict(work.verify() == VerifyMode.NONE ? "not verified" : "verified")
          .of(Liveness.QUIET, steps.parts().problems(), round);
    }
  }
}
