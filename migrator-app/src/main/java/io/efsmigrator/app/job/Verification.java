package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.plan.VerifyMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.step.Step;

/**
 * The step {@code verify}, of the way there or back: content of every file once, attributes of everything.
 *
 * <p>If it finds differences it fails. A restart then copies what differs in a pass of its own and
 * verifies again; without that it would find the same for ever. Only that pass writes.
 */
final class Verification implements PassStep.Plan {

  private final String step;
  private final Passes passes;
  private final CopyWork work;
  private final RunParts parts;
  private final Verdict verdict;
  private final Round round;

  Verification(String step, Passes passes, CopyWork work, RunParts parts, Verdict verdict) {
    this.step = step;
    this.passes = passes;
    this.work = work;
    this.parts = parts;
    this.verdict = verdict;
    this.round = new Round(work.runDirectory().resolve(step + ".round"));
  }

  @Override
  public List<Step> steps() throws Exception {
    int number = round.number();
    String prefix = Round.prefix(step, number);
    List<Step> steps = number == 0
        ? new ArrayList<>()
        : passes.repairing(prefix, passes.pass(Pass.FIRST_REPAIR + number));
    steps.addAll(passes.comparing(prefix,
        () -> passes.pass(Pass.FINAL).scannedBefore(), Liveness.LIVE));
    return steps;
  }

  @Override
  public String conclude() throws IOException, StepFailedException {
    if (work.verify() == VerifyMode.NONE) {
      return "not verified, as the configuration asks";
    }
    return verdict.of(Liveness.LIVE, parts.problems(), round);
  }
}
