package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForecastTests {

  private static final Duration SCAN = Duration.ofSeconds(100);

  @Test
  void countsTwoScansEvenWhereNothingChanges() {
    assertThat(forecast(0, Duration.ZERO).finalPass()).isEqualTo(SCAN.multipliedBy(2));
  }

  @Test
  void expectsChangesToComeAsFastAsBefore() {
    // 3600 changes came in two hours; the last pass began half an hour ago.
    Forecast forecast = forecast(3_600, Duration.ofMinutes(12));

    assertThat(forecast.expectedChanges()).isEqualTo(900);
    // 0.2 s to copy each, and as much to read it back.
    assertThat(forecast.finalPass()).isEqualTo(Duration.ofSeconds(200 + 360));
    assertThat(forecast)
        .hasToString(
            "the final pass would take about 560 s: two scans of 100.0 s, about 900 changes");
  }

  @Test
  void growsWithTheTimeThatHasPassedSinceTheLastPassBegan() {
    Forecast at = forecast(3_600, Duration.ofMinutes(12));
    Forecast later = new Forecast(at.scan(), at.copy(), at.changes(), at.over(),
        at.since().plusDays(1));

    assertThat(later.expectedChanges()).isEqualTo(900 + 12 * 3_600);
  }

  @Test
  void aClockThatWasPutBackMakesNoNegativeTime() {
    Forecast forecast = new Forecast(SCAN, SCAN, 5, Duration.ofSeconds(-3),
        Duration.ofSeconds(-7));

    assertThat(forecast.expectedChanges()).isZero();
    assertThat(forecast.finalPass()).isEqualTo(SCAN.multipliedBy(2));
  }

  private static Forecast forecast(long changes, Duration copy) {
    return new Forecast(SCAN, copy, changes, Duration.ofHours(2), Duration.ofMinutes(30));
  }
}
