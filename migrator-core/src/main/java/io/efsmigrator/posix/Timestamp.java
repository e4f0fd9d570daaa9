package io.efsmigrator.posix;

import java.util.Locale;

/**
 * A time as file systems keep it: seconds since 1970, which may be negative, and nanoseconds that
 * always count forward.
 *
 * @param seconds seconds since 1970-01-01T00:00:00Z
 * @param nanos 0 to 999 999 999 nanoseconds after that second
 */
public record Timestamp(long seconds, int nanos) implements Comparable<Timestamp> {

  /** The first moment of 1970. */
  public static final Timestamp EPOCH = new Timestamp(0, 0);

  public Timestamp {
    if (nanos < 0 || nanos > 999_999_999) {
      throw new IllegalArgumentException("nanoseconds are 0 to 999999999, not " + nanos);
    }
  }

  /** This time so many whole seconds earlier. */
  public Timestamp minusSeconds(long earlier) {
    return new Timestamp(seconds - earlier, nanos);
  }

  /** Whether this time lies after the other. */
  public boolean isAfter(Timestamp other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Timestamp other) {
    int bySeconds = Long.compare(seconds, other.seconds);
    return bySeconds != 0 ? bySeconds : Integer.compare(nanos, other.nanos);
  }

  /** As {@code date +%s.%N} prints it. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d.%09d", seconds, nanos);
  }
}
