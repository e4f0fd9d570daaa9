package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.FileSystemLoad;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.plan.Prices;
import io.efsmigrator.scan.TreeSample;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyOutlookTests {

  private static final long GIB = 1L << 30;

  @Test
  void takesAsLongAsTheSlowestOfRequestsAndThroughput() {
    // 64 slots by 3 reads of 1 ms and 4 writes of 2.7 ms: 4,638 files a second.
    CopyOutlook small = outlook(Plans.ofGuide(), 1_000_000, GIB, PaceLimits.NONE);
    assertThat(small.filesPerSecond()).isBetween(4_637.0, 4_639.0);
    assertThat(small.copy()).hasSeconds(216);

    CopyOutlook large = outlook(Plans.ofGuide(), 1_000, 100 * GIB, PaceLimits.NONE);
    assertThat(large.copy()).hasSeconds(1_024);
  }

  @Test
  void goesByThePaceThatWasAskedFor() {
    assertThat(outlook(Plans.ofGuide(), 1_000_000, GIB,
        PaceLimits.NONE.with(PaceLimit.FILES_PER_SECOND, 100)).copy())
        .isEqualTo(Duration.ofSeconds(10_000));
  }

  @Test
  void saysWhatItCosts() {
    CopyOutlook.Costs costs = outlook(Plans.raisedTo(100), 10, 100_000_000_000L,
        PaceLimits.NONE).costs();

    assertThat(costs.storageDay()).isEqualByComparingTo("1.00");
    assertThat(costs.raisedDay()).isEqualByComparingTo("40.00");
    assertThat(costs.guideDay()).isEqualByComparingTo("40.00");
    assertThat(costs.elasticOnce()).isEqualByComparingTo("12.00");
    assertThat(outlook(Plans.ofGuide(), 10, GIB, PaceLimits.NONE).costs().raisedDay()).isZero();
  }

  @Test
  void spendsNoCreditsWhereThroughputIsRaised() {
    assertThat(outlook(Plans.ofGuide(), 10, 50 * GIB, PaceLimits.NONE).targetCredits())
        .isPositive();
    assertThat(outlook(Plans.raisedTo(100), 10, 50 * GIB, PaceLimits.NONE).targetCredits())
        .isZero();
  }

  private static CopyOutlook outlook(MigrationPlan plan, long files, long bytes, PaceLimits pace) {
    return CopyOutlook.of(new CopyOutlook.Basis(plan, Optional.of(World.source()),
        FileSystemLoad.UNKNOWN, new TreeSample(files, 10, bytes, TreeSample.Basis.COUNTED, files,
            Duration.ofMillis(1)),
        pace, Prices.DEFAULT, CopyOutlook.Target.EFS));
  }
}
