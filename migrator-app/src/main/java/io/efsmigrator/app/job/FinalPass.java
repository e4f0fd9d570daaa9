package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.copy.Sentinel;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.batch.core.step.Step;

/**
 * The pass with the writers paused: what changed since the last one is copied and verified, then a
 * comparison of both trees must find nothing. If it does find something, a restart makes a new pass.
 *
 * <p>So does a restart that finds the comparison begun, whether or not it has ended: until the Primary
 * is switched, each run compares everything by itself, because between two runs somebody may have
 * started the writers. The files say so and not the history: a run that is killed before it has begun
 * its new pass must not pass the proof of before on to the next one.
 */
final class FinalPass implements PassStep.Plan {

  private static final String STEP = GuideStage.FINAL_PASS.stepName();

  private final Passes passes;
  private final CopyWork work;
  private final RunParts parts;
  private final Verdict verdict;
  private final Cutover cutover;
  private final Round round;

  FinalPass(Passes passes, CopyWork work, RunParts parts, Verdict verdict, Cutover cutover) {
    this.passes = passes;
    this.work = work;
    this.parts = parts;
    this.verdict = verdict;
    this.cutover = cutover;
    this.round = new Round(work.runDirectory().resolve(STEP + ".round"));
  }

  @Override
  public List<Step> steps() throws Exception {
    if (cutover instanceof Cutover.Proved(var primaryOnSource)) {
      refuseUnless(primaryOnSource);
    }
    if (passes.isComparisonBegun(Round.prefix(STEP, round.number()))) {
      round.next();
    }
    int number = round.number();
    Pass pass = passes.pass(Pass.FINAL + number);
    String prefix = Round.prefix(STEP, number);
    List<Step> steps = number == 0
        ? passes.copying(prefix, pass, UnchangedFiles.LEFT_OUT)
        : passes.repairing(prefix, pass);
    steps.addAll(passes.comparing(prefix, () -> List.of(pass), Liveness.QUIET));
    return steps;
  }

  @Override
  public String conclude() throws IOException, StepFailedException {
    String words = verdict.of(Liveness.QUIET, parts.problems(), round);
    // From here on the target belongs to the cluster: nothing of ours stays in it.
    try (Trees trees = Trees.open(work)) {
      Sentinel.remove(trees.source().root(), trees.target().root(), parts.guard());
    }
    return words;
  }

  /** Whoever switched the Primary since the run began has made the target the place of new recordings. */
  private static void refuseUnless(BooleanSupplier primaryOnSource) throws StepFailedException {
    try {
      if (!primaryOnSource.getAsBoolean()) {
        throw new StepFailedException(StepFailedException.Kind.REFUSED,
            "The Primary does not use the source any more.",
            "Find out who switched it, then restart.");
      }
    } catch (NodeException e) {
      throw new StepFailedException(StepFailedException.Kind.FAILED,
          "A node gives no answer: " + e.getMessage() + ".", "Look at the node, then restart.");
    }
  }
}
