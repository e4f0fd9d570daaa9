package io.efsmigrator.app.job;

import io.efsmigrator.manifest.PassSummary;
import io.efsmigrator.plan.CutoverSettings;
import io.efsmigrator.scan.UnchangedFiles;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.batch.core.step.Step;

/**
 * One more pass while the Primary serves, unless the one before found so little that the final pass
 * will be short without it.
 */
final class DeltaPass implements PassStep.Plan {

  private final Passes passes;
  private final Pass pass;
  private final CutoverSettings cutover;
  private boolean needless;

  DeltaPass(Passes passes, int number, CutoverSettings cutover) {
    this.passes = passes;
    this.pass = passes.pass(number);
    this.cutover = cutover;
  }

  static String name(int number) {
    return GuideStage.DELTA_PASS.stepName() + number;
  }

  @Override
  public List<Step> steps() throws Exception {
    // One that was begun is ended: half a pass leaves directories without their attributes.
    needless = !pass.isBegun() && found(previous()) < cutover.convergedUnderEntries();
    return needless
        ? List.of()
        : passes.copying(name(pass.number()) + ".", pass, UnchangedFiles.LEFT_OUT);
  }

  @Override
  public String conclude() throws IOException {
    if (needless) {
      return "not needed: the pass before found " + found(previous()) + " differences";
    }
    return String.format(Locale.ROOT, "%,d differences found and copied",
        found(pass.summary().orElseThrow()));
  }

  private PassSummary previous() throws IOException {
    return pass.scannedBefore().getLast().summary().orElseThrow();
  }

  private static long found(PassSummary summary) {
    return summary.toCopy() + summary.links() + summary.deletes();
  }
}
