package io.efsmigrator.app.job;

import io.efsmigrator.app.state.StepTimes;
import io.efsmigrator.manifest.PassSummary;
import io.efsmigrator.plan.Convergence;
import io.efsmigrator.plan.CutoverSettings;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.batch.core.step.Step;

/**
 * One more pass while the Primary serves, on the way there or back, unless the final pass will be short without it: by the time
 * it is expected to take, or by the number of changes the pass before has found.
 */
final class DeltaPass implements PassStep.Plan {

  private final String stem;
  private final Passes passes;
  private final Pass pass;
  private final CutoverSettings cutover;
  private Optional<String> needless = Optional.empty();

  /** The pass of that number; it stands behind the stem in the name of its step. */
  DeltaPass(String stem, Passes passes, int number, CutoverSettings cutover) {
    this.stem = stem;
    this.passes = passes;
    this.pass = passes.pass(number);
    this.cutover = cutover;
  }

  @Override
  public List<Step> steps() throws Exception {
    // One that was begun is ended: half a pass leaves directories without their attributes.
    needless = pass.isBegun() ? Optional.empty() : converged();
    return needless.isPresent()
        ? List.of()
        : passes.copying(name(pass) + ".", pass, UnchangedFiles.LEFT_OUT);
  }

  @Override
  public String conclude() throws IOException {
    if (needless.isPresent()) {
      return "not needed: " + needless.get();
    }
    String found = String.format(Locale.ROOT, "%,d differences found and copied",
        found(pass.summary().orElseThrow()));
    return cutover.convergence() instanceof Convergence.Within && pass.previousStart() != null
        ? found + "; " + forecast(pass)
        : found;
  }

  private String name(Pass of) {
    return stem + passes.numberOf(of);
  }

  /** Why no further pass is needed, in words; empty if one is. */
  private Optional<String> converged() throws IOException {
    List<Pass> before = pass.scannedBefore();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    Pass previous = before.getLast();
    return switch (cutover.convergence()) {
      case Convergence.Under(long entries) -> {
        long found = found(previous.summary().orElseThrow());
        yield found < entries
            ? Optional.of("the pass before found " + found + " differences")
            : Optional.empty();
      }
      case Convergence.Within(Duration time) -> {
        // The bulk copy finds everything; how fast the source changes, only a delta pass tells.
        if (previous.previousStart() == null) {
          yield Optional.empty();
        }
        Forecast forecast = forecast(previous);
        yield forecast.finalPass().compareTo(time) < 0
            ? Optional.of(forecast.toString())
            : Optional.empty();
      }
    };
  }

  private Forecast forecast(Pass last) throws IOException {
    StepTimes times = passes.times();
    String prefix = name(last) + ".";
    PassSummary summary = last.summary().orElseThrow();
    Timestamp began = summary.startedAt();
    Timestamp before = Objects.requireNonNull(last.previousStart());
    return new Forecast(times.of(prefix + GuideStage.SCAN.stepName()),
        times.of(prefix + GuideStage.COPY_FILES.stepName())
            .plus(times.of(prefix + GuideStage.FINISH_TREE.stepName())),
        found(summary), between(before, began), between(began, passes.now()));
  }

  private static Duration between(Timestamp from, Timestamp to) {
    return Duration.ofSeconds(to.seconds() - from.seconds(), (long) to.nanos() - from.nanos());
  }

  private static long found(PassSummary summary) {
    return summary.toCopy() + summary.links() + summary.deletes();
  }
}
