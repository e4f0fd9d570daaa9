package io.efsmigrator.app.history;

import io.efsmigrator.app.history.Progress.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a step will still take, as the range in which it honestly lies.
 *
 * <p>Four answers are possible, and each is right for some tree: by entries or by bytes, by the speed
 * of the last minute or by the average. Large and small files take turns, so neither count alone is
 * to be trusted. The range holds all of them, and a tenth more on both sides; it becomes narrow by
 * itself when they agree.
 *
 * @param atMost null if nothing moves at the moment
 */
public record Left(Duration atLeast, @Nullable Duration atMost) {

  /** Before that, a rate says nothing. */
  private static final Duration EARLIEST = Duration.ofSeconds(5);
  private static final double LOWER = 0.9;
  private static final double UPPER = 1.1;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long SECONDS_AT_A_TIME = 5;
  private static final long QUARTER = 15 * MINUTE;

  /** By what is left to do; empty if nothing was done yet. */
  static Optional<Left> of(long files, long bytes, Optional<Rate> now, Rate average,
      Duration elapsed) {
    if (elapsed.compareTo(EARLIEST) < 0) {
      return Optional.empty();
    }
    List<Double> answers = new ArrayList<>();
    add(answers, files, average.files());
    add(answers, bytes, average.bytes());
    if (answers.isEmpty()) {
      return Optional.empty();
    }
    boolean stands = now.isPresent() && now.get().files() <= 0 && now.get().bytes() <= 0;
    now.ifPresent(rate -> {
      add(answers, files, rate.files());
      add(answers, bytes, rate.bytes());
    });
    Duration atMost = stands ? null : seconds(Collections.max(answers) * UPPER);
    return Optional.of(new Left(seconds(Collections.min(answers) * LOWER), atMost));
  }

  private static void add(List<Double> answers, long amount, double rate) {
    if (amount > 0 && rate > 0) {
      answers.add(amount / rate);
    }
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1_000));
  }

  /** {@code 10 to 25 s}, {@code 2 to 4 min}, {@code 1:15 to 2:45 h}, {@code 3 to 5 days}. */
  @Override
  public String toString() {
    if (atMost == null) {
      return "at least " + Words.duration(atLeast);
    }
    long upper = Math.ceilDiv(atMost.toMillis(), 1_000);
    long unit = upper <= MINUTE
        ? SECONDS_AT_A_TIME
        : upper <= HOUR ? MINUTE : upper <= 2 * DAY ? QUARTER : DAY;
    long from = atLeast.toSeconds() / unit * unit;
    long to = Math.max(unit, Math.ceilDiv(upper, unit) * unit);
    String range = from == 0
        ? "under " + amount(to, unit)
        : from == to
            ? "about " + amount(to, unit)
            : amount(from, unit) + " to " + amount(to, unit);
    return range + (unit == SECONDS_AT_A_TIME
        ? " s"
        : unit == MINUTE ? " min" : unit == QUARTER ? " h" : " days");
  }

  private static String amount(long seconds, long unit) {
    if (unit == SECONDS_AT_A_TIME) {
      return Long.toString(seconds);
    }
    return unit == QUARTER
        ? String.format(Locale.ROOT, "%d:%02d", seconds / HOUR, seconds % HOUR / MINUTE)
        : Long.toString(seconds / unit);
  }
}
