package io.efsmigrator.app.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a server that answers so many requests at a time and lets the others queue. */
class LatencyLimitTests {

  private static final int MAX = 96;
  private static final double MILLI = 1e6;

  private final LatencyLimit limit = new LatencyLimit(MAX);
  private final Random random = new Random(20261123);
  private double nowNanos;

  @Test
  void growsToAllThreadsWithinSecondsWhereLatencyDoesNotRise() {
    work(3, 1, MAX);

    assertThat(limit.threads()).isEqualTo(MAX);
  }

  @Test
  void staysNearWhatTheServerAnswersAtOnce() {
    work(30, 1, 16);

    // On average: now and then the library probes at random what an idle server would take.
    assertThat(work(120, 1, 16)).isBetween(8.0, 70.0);
  }

  @Test
  void shrinksWhenTheServerGetsBusyAndGrowsAgainAfterwards() {
    work(30, 1, MAX);
    work(30, 1, 8);
    assertThat(work(120, 1, 8)).isLessThan(70);

    work(60, 1, MAX);
    assertThat(limit.threads()).isEqualTo(MAX);
  }

  @Test
  void neverFallsBelowItsFloor() {
    work(10, 1, MAX);
    work(60, 50, 1);

    assertThat(limit.threads()).isGreaterThanOrEqualTo(LatencyLimit.FLOOR);
  }

  @Test
  void aPoolSmallerThanTheFloorIsItsOwnLimit() {
    assertThat(new LatencyLimit(2).threads()).isEqualTo(2);
  }

  /**
   * All threads always have a request under way; one in a hundred takes much longer. Answers
   * how many threads worked on average.
   */
  private double work(int seconds, double millis, int answeredAtOnce) {
    double end = nowNanos + seconds * 1_000 * MILLI;
    double rounds = 0;
    double sum = 0;
    while (nowNanos < end) {
      int threads = limit.threads();
      rounds++;
      sum += threads;
      double round = 0;
      for (int i = 0; i < threads; i++) {
        double noise = 0.5 + random.nextDouble() + (random.nextInt(100) == 0 ? 5 : 0);
        double latency = millis * MILLI * Math.max(1, (double) threads / answeredAtOnce) * noise;
        limit.answered((long) nowNanos, (long) latency, threads);
        round += latency;
      }
      nowNanos += round / threads;
    }
    return sum / rounds;
  }
}
