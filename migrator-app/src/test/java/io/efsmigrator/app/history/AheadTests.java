package io.efsmigrator.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.history.Progress.OfStep;
import io.efsmigrator.app.history.Progress.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long a whole run will still take: nothing is made up. */
class AheadTests {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Left MINUTES = new Left(Duration.ofMinutes(9), Duration.ofMinutes(11));

  @Test
  void aCopyGoesOnWithWhatItsScanAndItsSpeedTell() {
    // 1,000 entries at 1 a second are all of it; the scan took 100 s.
    Left left = ahead("copy", Map.of("scan", 100.0), copy(MINUTES, 1_000L)).orElseThrow();

    // The walk of the proof from 50 s on; to finish, to read back and to walk up to 100, 1,100, 200.
    assertThat(left).isEqualTo(new Left(Duration.ofSeconds(540 + 50),
        Duration.ofSeconds(660 + 100 + 1_100 + 200)));
  }

  @Test
  void aMigrationHasItsPassesToComeAsWell() {
    Left left = ahead("migrate", Map.of("scan", 100.0), copy(MINUTES, 1_000L)).orElseThrow();

    // Four walks to come, three times to finish, one time to read back, three times changes.
    assertThat(left).isEqualTo(new Left(Duration.ofSeconds(540 + 4 * 50),
        Duration.ofSeconds(660 + 4 * 200 + 3 * 100 + 1_100 + 3 * 110)));
  }

  @Test
  void whatADeltaPassHasCopiedTellsOfTheNext() {
    Map<String, Double> done = Map.of("scan", 100.0, "copyFiles", 5_000.0, "finishTree", 1.0,
        "deltaPass1", 60.0, "deltaPass1.scan", 50.0, "deltaPass1.copyFiles", 10.0, "verify", 1.0);

    Left left = ahead("migrate", done).orElseThrow();

    assertThat(left).isEqualTo(
        new Left(Duration.ofSeconds(2 * 50), Duration.ofSeconds(2 * 200 + 100 + 2 * 20)));
  }

  @Test
  void saysNothingBeforeTheSizeOfItIsKnown() {
    assertThat(ahead("migrate", Map.of("preflight", 1.0))).isEmpty();
    assertThat(ahead("copy", Map.of(), step("scan", null))).isEmpty();
    assertThat(ahead("copy", Map.of(), step("scan", null), copy(null, null))).isEmpty();
    assertThat(ahead("copy", Map.of("scan", 100.0), copy(null, 1_000L))).isEmpty();
    assertThat(ahead("rollback", Map.of("scan", 100.0), copy(MINUTES, 1_000L))).isEmpty();
  }

  @Test
  void saysNothingOfWhatOnlyNodesAndPeopleTakeTimeFor() {
    Map<String, Double> done = Map.of("scan", 100.0, "copyFiles", 5_000.0, "finishTree", 1.0,
        "deltaPass1", 60.0, "verify", 1.0, "finalPass", 1.0);

    assertThat(ahead("migrate", done, step("switchPrimary", null))).isEmpty();
  }

  @Test
  void aWalkThatTakesLongerThanItShouldHasNoEnd() {
    Map<String, Double> done = Map.of("scan", 10.0, "copyFiles", 50.0, "finishTree", 1.0,
        "verify.content", 20.0);

    assertThat(ahead("copy", done, step("verify.prove", null)).orElseThrow().atMost()).isNull();
  }

  @Test
  void aVerificationKnowsOnlyItsContent() {
    assertThat(ahead("verify", Map.of(), step("verify.prove", null))).isEmpty();
    assertThat(ahead("verify", Map.of("verify.prove", 9.0), step("verify.content", MINUTES)))
        .contains(MINUTES);
  }

  private static Optional<Left> ahead(String job, Map<String, Double> done, OfStep... atWork) {
    return Ahead.of(job, new Ahead.Done(done), List.of(atWork));
  }

  private static OfStep copy(@Nullable Left left, @Nullable Long goal) {
    return step("copyFiles", left, goal);
  }

  private static OfStep step(String name, @Nullable Left left) {
    return step(name, left, null);
  }

  private static OfStep step(String name, @Nullable Left left, @Nullable Long goal) {
    return new OfStep(name, MINUTE, 60, goal, 0, null, Optional.empty(), new Rate(1, 0), 0, 0, 0,
        "", Optional.ofNullable(left));
  }
}
