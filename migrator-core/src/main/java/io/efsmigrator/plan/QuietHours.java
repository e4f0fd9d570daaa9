package io.efsmigrator.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of each day in which data may be moved, on the clock of a place: {@code 22:00-06:00}
 * goes over midnight.
 *
 * <p>On the days on which that clock is put forward or back: a time that does not exist is the moment
 * at which it is skipped, and one that exists twice is the first of the two, so that a window never
 * reaches into hours behind its end.
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

  private static final Pattern SHAPE = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
  private static final DateTimeFormatter SHOWN = DateTimeFormatter
      .ofPattern("uuuu-MM-dd HH:mm VV", Locale.ROOT);
  /** A window can be missing on a day, where the clock is put forward over it, not on many. */
  private static final int DAYS_AHEAD = 8;

  public QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException("a window ends at another time than it begins");
    }
  }

  /** Reads {@code 22:00-06:00}. */
  public static QuietHours parse(String text, ZoneId zone) {
    Matcher matcher = SHAPE.matcher(text);
    try {
      if (matcher.matches()) {
        return new QuietHours(LocalTime.parse(matcher.group(1)), LocalTime.parse(matcher.group(2)),
            zone);
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time of day in " + text, e);
    }
    throw new IllegalArgumentException("not a window such as 22:00-06:00: " + text);
  }

  /** Whether data may be moved at that moment. */
  public boolean contains(Instant now) {
    return end(now).isPresent();
  }

  /** When the window that is open at that moment closes; empty if none is open. */
  public Optional<Instant> end(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    for (int day = -1; day <= 1; day++) {
      Instant start = start(today.plusDays(day));
      Instant end = end(today.plusDays(day));
      if (!now.isBefore(start) && now.isBefore(end)) {
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  /** When the next window opens after that moment. */
  public Instant nextStart(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    for (int day = -1; day <= DAYS_AHEAD; day++) {
      Instant start = start(today.plusDays(day));
      if (start.isAfter(now) && start.isBefore(end(today.plusDays(day)))) {
        return start;
      }
    }
    throw new IllegalStateException("no window opens in the days after " + now);
  }

  /** A moment on the clock of the place. */
  public String shown(Instant moment) {
    return SHOWN.format(moment.atZone(zone));
  }

  /** {@code 22:00-06:00 Europe/Berlin}. */
  @Override
  public String toString() {
    return from + "-" + to + " " + zone;
  }

  private Instant start(LocalDate day) {
    return at(day.atTime(from));
  }

  private Instant end(LocalDate day) {
    return at((to.isAfter(from) ? day : day.plusDays(1)).atTime(to));
  }

  private Instant at(LocalDateTime local) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }
}
