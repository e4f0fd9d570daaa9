package io.efsmigrator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In Berlin the clock is put forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00. */
class QuietHoursTests {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "22:00-06:00, 2026-11-23T21:59:59+01:00, false", "22:00-06:00, 2026-11-23T22:00:00+01:00, true",
    "22:00-06:00, 2026-11-24T00:00:00+01:00, true", "22:00-06:00, 2026-11-24T05:59:59+01:00, true",
    "22:00-06:00, 2026-11-24T06:00:00+01:00, false", "22:00-06:00, 2026-11-23T21:30:00Z, true",
    "09:00-17:30, 2026-11-23T17:29:00+01:00, true", "09:00-17:30, 2026-11-23T17:30:00+01:00, false",
    "09:00-17:30, 2026-11-23T08:59:00+01:00, false",
    // The clock jumps from 02:00 to 03:00: what should begin in between begins at the jump.
    "02:30-06:00, 2026-03-29T01:59:59+01:00, false", "02:30-06:00, 2026-03-29T03:00:00+02:00, true",
    // A window that is skipped whole does not open.
    "02:10-02:50, 2026-03-29T03:00:00+02:00, false", "02:10-02:50, 2026-03-28T02:30:00+01:00, true",
    // What should end in between ends at the jump.
    "22:00-02:30, 2026-03-29T01:59:59+01:00, true", "22:00-02:30, 2026-03-29T03:00:00+02:00, false",
    // 02:00 to 03:00 comes twice: the first one counts, for the beginning and for the end.
    "02:30-06:00, 2026-10-25T02:29:00+02:00, false", "02:30-06:00, 2026-10-25T02:30:00+02:00, true",
    "02:30-06:00, 2026-10-25T02:15:00+01:00, true", "22:00-02:30, 2026-10-25T02:29:00+02:00, true",
    "22:00-02:30, 2026-10-25T02:30:00+02:00, false",
    "22:00-02:30, 2026-10-25T02:15:00+01:00, false",
    "22:00-06:00, 2026-10-25T02:45:00+01:00, true"})
  void knowsWhetherItIsOpen(String window, OffsetDateTime moment, boolean open) {
    assertThat(QuietHours.parse(window, BERLIN).contains(moment.toInstant())).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({"22:00-06:00, 2026-11-23T12:00:00+01:00, 2026-11-23T22:00:00+01:00",
    "22:00-06:00, 2026-11-23T22:00:00+01:00, 2026-11-24T22:00:00+01:00",
    "22:00-06:00, 2026-11-24T06:00:00+01:00, 2026-11-24T22:00:00+01:00",
    "09:00-17:30, 2026-11-23T18:00:00+01:00, 2026-11-24T09:00:00+01:00",
    "22:00-06:00, 2026-03-28T12:00:00+01:00, 2026-03-28T22:00:00+01:00",
    "02:30-06:00, 2026-03-28T12:00:00+01:00, 2026-03-29T03:00:00+02:00",
    "02:10-02:50, 2026-03-28T12:00:00+01:00, 2026-03-30T02:10:00+02:00",
    "02:30-06:00, 2026-10-24T12:00:00+02:00, 2026-10-25T02:30:00+02:00",
    "02:30-06:00, 2026-10-25T06:00:00+01:00, 2026-10-26T02:30:00+01:00"})
  void knowsWhenItOpensNext(String window, OffsetDateTime now, OffsetDateTime opens) {
    QuietHours hours = QuietHours.parse(window, BERLIN);

    assertThat(hours.nextStart(now.toInstant())).isEqualTo(opens.toInstant());
    assertThat(hours.contains(opens.toInstant())).isTrue();
  }

  @Test
  void aNightWithALongerHourIsAnHourLonger() {
    QuietHours night = QuietHours.parse("22:00-06:00", BERLIN);

    assertThat(length(night, "2026-10-23T12:00:00Z")).isEqualTo(Duration.ofHours(8));
    assertThat(length(night, "2026-10-24T12:00:00Z")).isEqualTo(Duration.ofHours(9));
    assertThat(length(night, "2026-03-28T12:00:00Z")).isEqualTo(Duration.ofHours(7));
  }

  @Test
  void sawEveryMinuteOfAYearOnOneSideOfItsEdges() {
    QuietHours hours = QuietHours.parse("02:15-02:45", BERLIN);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    int opened = 0;
    boolean before = hours.contains(now);
    Instant next = hours.nextStart(now);
    while (now.isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
      now = now.plusSeconds(300);
      boolean open = hours.contains(now);
      if (open && !before) {
        opened++;
        assertThat(now).isEqualTo(next);
      }
      if (open) {
        next = hours.nextStart(now);
      }
      before = open;
    }

    // Once a day, but for the one on which it is skipped.
    assertThat(opened).isEqualTo(364);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22:00", "22-6", "22:00-24:30", "25:00-06:00", "08:00-08:00",
    "22:00-06:00 Europe/Berlin"})
  void refusesWhatIsNoWindow(String text) {
    assertThatThrownBy(() -> QuietHours.parse(text, BERLIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsItsMomentsOnItsOwnClock() {
    QuietHours night = QuietHours.parse("22:00-06:00", BERLIN);

    assertThat(night).hasToString("22:00-06:00 Europe/Berlin");
    assertThat(night.shown(Instant.parse("2026-11-23T21:00:00Z")))
        .isEqualTo("2026-11-23 22:00 Europe/Berlin");
  }

  private static Duration length(QuietHours hours, String noon) {
    Instant start = hours.nextStart(Instant.parse(noon));
    return Duration.between(start, hours.end(start).orElseThrow());
  }
}
