package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.stage.ReverseState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.batch.core.step.Step;

/** A reverse pass that is made only while the Primary uses the target. */
final class WhileAhead implements PassStep.Plan {

  private final Supplier<ReverseState> state;
  private final PassStep.Plan pass;
  private Optional<String> needless = Optional.empty();

  WhileAhead(Supplier<ReverseState> state, PassStep.Plan pass) {
    this.state = state;
    this.pass = pass;
  }

  @Override
  public List<Step> steps() throws Exception {
    needless = switch (ask(state)) {
      case AHEAD -> Optional.empty();
      case NEEDLESS -> Optional.of("not needed: no node ever used the target");
      case TO_COMPARE -> Optional.of("not done: no node uses the target, so nothing is copied");
      case DONE -> Optional.of("the Primary is back on the source already");
      case NOT_BEGUN, ASTRAY -> throw new StepFailedException(StepFailedException.Kind.REFUSED,
          "The Primary does not use what it used when the rollback began.",
          "Find out who switched it, then restart.");
    };
    return needless.isPresent() ? List.of() : pass.steps();
  }

  @Override
  public String conclude() throws Exception {
    return needless.isPresent() ? needless.get() : pass.conclude();
  }

  /** The state, or why the step fails: a pass has no way to wait for a node. */
  static ReverseState ask(Supplier<ReverseState> state) throws StepFailedException {
    try {
      return state.get();
    } catch (NodeException e) {
      throw new StepFailedException(StepFailedException.Kind.FAILED,
          "A node gives no answer: " + e.getMessage() + ".", "Look at the node, then restart.");
    }
  }
}
