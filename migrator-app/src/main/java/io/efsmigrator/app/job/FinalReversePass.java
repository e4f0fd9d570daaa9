package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.copy.Sentinel;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.ReverseState;
import io.efsmigrator.stage.RollbackStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.batch.core.step.Step;

/**
 * The reverse pass with the writers paused, and its proof.
 *
 * <p>Every run of the job makes one of its own until the Primary is back: between two runs somebody
 * may have started the writers again, and a proof of before would not know. What an interrupted run
 * had found is copied to the end first, because the next scan asks only for changes since. Once the
 * Primary is back, nothing is copied any more, whatever happens.
 */
final class FinalReversePass implements PassStep.Plan {

  private static final String STEP = RollbackStage.FINAL_PASS.stepName();

  private final Passes passes;
  private final CopyWork work;
  private final RunParts parts;
  private final Supplier<ReverseState> state;
  private final Round round;
  private String words = "";

  FinalReversePass(Passes passes, CopyWork work, RunParts parts, Supplier<ReverseState> state) {
    this.passes = passes;
    this.work = work;
    this.parts = parts;
    this.state = state;
    this.round = new Round(work.runDirectory().resolve(STEP + ".round"));
  }

  @Override
  public List<Step> steps() throws Exception {
    return switch (WhileAhead.ask(state)) {
      case AHEAD -> copyAndProve();
      case TO_COMPARE -> compare();
      case NEEDLESS -> nothing("not needed: no node ever used the target");
      case DONE -> nothing("proved before; the Primary is back on the source");
      case NOT_BEGUN, ASTRAY -> throw new StepFailedException(StepFailedException.Kind.REFUSED,
          "The Primary does not use what it used when the writers were paused.",
          "Find out who switched it, then restart.");
    };
  }

  @Override
  public String conclude() throws IOException, StepFailedException {
    if (!words.isEmpty()) {
      return words;
    }
    parts.problems().curedBefore(last(round.number()).number());
    String proof = new Verdict("everything on the target is on the source",
        "Restart: what differs is copied and compared again, unless nothing may be copied. Then"
            + " bring it over by hand: both sides have something of their own.")
        .of(Liveness.QUIET, parts.problems(), round);
    // From here on the source belongs to the cluster: nothing of ours stays in it.
    try (Trees trees = Trees.open(work)) {
      Sentinel.remove(trees.source().root(), trees.target().root(), parts.guard());
    }
    return proof;
  }

  private List<Step> nothing(String why) {
    words = why;
    return List.of();
  }

  private List<Step> copyAndProve() throws Exception {
    if (last(round.number()).isBegun()) {
      round.next();
    }
    int number = round.number();
    List<Step> steps = new ArrayList<>();
    List<Pass> copied = new ArrayList<>();
    for (int each = 0; each <= number; each++) {
      // Also those of earlier runs, to their end: the steps of theirs that have completed are skipped.
      if (each == number || last(each).isBegun()) {
        steps.addAll(copying(each));
        copied.add(last(each));
      }
    }
    steps.addAll(passes.comparing(Round.prefix(STEP, number), () -> copied, Liveness.QUIET));
    return steps;
  }

  private List<Step> compare() throws IOException {
    if (last(round.number()).isBegun()) {
      round.next();
    }
    Pass pass = last(round.number());
    var _ = pass.begin(passes.now());
    return List.of(passes.proving(Round.prefix(STEP, round.number()), pass));
  }

  private List<Step> copying(int number) throws Exception {
    return number == 0
        ? passes.copying(Round.prefix(STEP, number), last(number), UnchangedFiles.LEFT_OUT)
        : passes.repairing(Round.prefix(STEP, number), last(number));
  }

  private Pass last(int number) {
    return passes.pass(Pass.FINAL + number);
  }
}
