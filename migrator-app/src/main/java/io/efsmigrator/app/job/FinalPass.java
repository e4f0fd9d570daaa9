package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.copy.Sentinel;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.util.List;
import org.springframework.batch.core.step.Step;

/**
 * The pass with the writers paused: what changed since the last one is copied and verified, then a
 * comparison of both trees must find nothing. If it does find something, a restart makes a new pass.
 */
final class FinalPass implements PassStep.Plan {

  private static final String STEP = GuideStage.FINAL_PASS.stepName();

  private final Passes passes;
  private final CopyWork work;
  private final RunParts parts;
  private final Verdict verdict;
  private final Round round;

  FinalPass(Passes passes, CopyWork work, RunParts parts, Verdict verdict) {
    this.passes = passes;
    this.work = work;
    this.parts = parts;
    this.verdict = verdict;
    this.round = new Round(work.runDirectory().resolve(STEP + ".round"));
  }

  @Override
  public List<Step> steps() throws Exception {
    int number = round.number();
    Pass pass = passes.pass(Pass.FINAL + number);
    String prefix = Round.name(STEP, number) + ".";
    List<Step> steps = passes.copying(prefix, pass, UnchangedFiles.LEFT_OUT);
    steps.addAll(passes.comparing(prefix, () -> List.of(pass), Liveness.QUIET));
    return steps;
  }

  @Override
  public String conclude() throws IOException, StepFailedException {
    String words = verdict.of(Liveness.QUIET, parts.problems(), round);
    // From here on the target belongs to the cluster: nothing of ours stays in it.
    try (Trees trees = Trees.open(work)) {
      Sentinel.remove(trees.target().root(), parts.guard());
    }
    return words;
  }
}
