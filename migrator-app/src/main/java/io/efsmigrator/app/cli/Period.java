package io.efsmigrator.app.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the history, as an operator says it: {@code 2026-11-28}, {@code 2026-11-28T22:00} in the
 * own zone, the same with an offset, or {@code 12h} and {@code 7d} ago.
 *
 * @param since the first moment that belongs to it; null if there is no beginning
 * @param until the first moment that does not; null if there is no end
 */
record Period(@Nullable Instant since, @Nullable Instant until) {

  static final Period ALWAYS = new Period(null, null);

  private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([mhd])");

  /** From two texts, each of them may be missing; a day given as the end belongs to it. */
  static Period of(@Nullable String since, @Nullable String until, Clock clock) {
    Period period = new Period(since == null ? null : moment("--since", since, clock, 0),
        until == null ? null : moment("--until", until, clock, 1));
    if (period.since != null && period.until != null && !period.since.isBefore(period.until)) {
      throw new IllegalArgumentException("--since " + since + " is not before --until " + until);
    }
    return period;
  }

  boolean holds(@Nullable Instant time) {
    return (since == null && until == null) || (time != null
        && (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until)));
  }

  private static Instant moment(String option, String text, Clock clock, int daysMore) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long amount = Long.parseLong(ago.group(1));
      return clock.instant().minus(switch (ago.group(2)) {
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      });
    }
    try {
      if (!text.contains("T")) {
        return LocalDate.parse(text).plusDays(daysMore).atStartOfDay(clock.getZone()).toInstant();
      }
      return text.matches(".*T.*([Zz]|[+-][0-9:]+)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(clock.getZone()).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(option + " is no time: " + text
          + " (2026-11-28, 2026-11-28T22:00, 2026-11-28T22:00+01:00, 90m, 12h or 7d ago)", e);
    }
  }
}
