package io.efsmigrator.app.history;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people read them. */
public final class Words {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss",
      Locale.ROOT);
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Words() {}

  public static String time(@Nullable LocalDateTime time) {
    return time == null ? "-" : TIME.format(time);
  }

  /** {@code 0.3 s}, {@code 12 s}, {@code 4:07 min}, {@code 3:25 h}. */
  public static String duration(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3_600
        ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d h", whole / 3_600, whole / 60 % 60);
  }

  public static String duration(Duration time) {
    return duration(time.toMillis() / 1_000.0);
  }

  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  public static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1_024 && unit < UNITS.length - 1) {
      amount /= 1_024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }
}
