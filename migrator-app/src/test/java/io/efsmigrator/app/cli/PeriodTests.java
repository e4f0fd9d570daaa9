package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTests {

  private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-28T11:00:00Z"),
      ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({"2026-11-28, 2026-11-27T23:00:00Z", "2026-11-28T22:00, 2026-11-28T21:00:00Z",
    "2026-11-28T22:00-05:00, 2026-11-29T03:00:00Z", "2026-11-28T22:00:01Z, 2026-11-28T22:00:01Z",
    "90m, 2026-11-28T09:30:00Z", "12h, 2026-11-27T23:00:00Z", "7d, 2026-11-21T11:00:00Z",
    "2026-07-01, 2026-06-30T22:00:00Z"})
  void isSaidAsPeopleSayIt(String since, Instant moment) {
    assertThat(Period.of(since, null, NOON).since()).isEqualTo(moment);
  }

  @Test
  void aDayAsTheEndBelongsToIt() {
    Period day = Period.of("2026-11-28", "2026-11-28", NOON);

    assertThat(day.holds(Instant.parse("2026-11-27T23:00:00Z"))).isTrue();
    assertThat(day.holds(Instant.parse("2026-11-28T22:59:59Z"))).isTrue();
    assertThat(day.holds(Instant.parse("2026-11-28T23:00:00Z"))).isFalse();
    assertThat(day.holds(null)).as("not begun").isFalse();
    assertThat(Period.ALWAYS.holds(null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-13-01", "28.11.2026", "2026-11-28T25:00", "7w",
    "2026-11-28T22:00+99:00"})
  void whatIsNoTimeIsNamed(String text) {
    assertThatThrownBy(() -> Period.of(text, null, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--since is no time: " + text);
  }

  @Test
  void theEndComesAfterTheBeginning() {
    assertThatThrownBy(() -> Period.of("1h", "2h", NOON))
        .hasMessage("--since 1h is not before --until 2h");
  }
}
