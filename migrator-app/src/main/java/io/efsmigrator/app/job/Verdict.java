package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.app.state.Problems;
import java.io.IOException;

/** Says the words that an operator waits for, or how many problems are in their way. */
final class Verdict {

  /** What the guide tells the operator to wait for. */
  static final String SUCCESSFUL = "EFS DATA MIGRATION SUCCESSFUL";

  /** While the source lives on, what is in flux is for the next pass to take. */
  private static final String IN_FLUX = "in flux";

  private final String words;
  private final String remedy;

  /** The verdict of a run that copies what differs when it is restarted. */
  Verdict(String words) {
    this(words, "Put right what a copy cannot, then restart: what differs is copied and verified"
        + " again.");
  }

  Verdict(String words, String remedy) {
    this.words = words;
    this.remedy = remedy;
  }

  String of(Liveness liveness, Problems problems, Round round)
      throws IOException, StepFailedException {
    long open = switch (liveness) {
      case LIVE -> problems.openExcept(IN_FLUX);
      case QUIET -> problems.open();
    };
    if (open > 0) {
      round.next();
      throw new StepFailedException(StepFailedException.Kind.DIFFERENCES,
          (open == 1 ? "1 problem is left" : open + " problems are left")
              + "; `history --problems` lists them.",
          remedy, open);
    }
    return Meanwhile.of(problems).after(words);
  }
}
