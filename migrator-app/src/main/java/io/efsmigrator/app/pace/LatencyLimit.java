package io.efsmigrator.app.pace;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.concurrent.TimeUnit;

/**
 * How many threads may work, by how long a request takes: as TCP Vegas finds its window.
 *
 * <p>The shortest latency seen is that of a server with time for us. What a request takes longer, it has
 * waited in a queue. Threads are added while less than half of them wait, and taken away once two
 * thirds do, that is, while a request takes twice, and once it takes three times its shortest time: the
 * processors of a busy client alone make latency rise that far. It
 * begins with few threads, because what a server answers to all of them at once says nothing of how it
 * answers when it is at rest.
 */
final class LatencyLimit {

  static final int FLOOR = 4;
  private static final int FIRST = 16;
  /** More threads as long as less than this part of them waits in a queue; fewer above the second. */
  private static final double GROW_BELOW = 0.5;
  private static final double SHRINK_ABOVE = 0.67;
  private static final int WINDOW_MILLIS = 100;
  private static final int WINDOW_SAMPLES = 10;

  private final int max;
  private final Limit limit;

  LatencyLimit(int max) {
    this.max = max;
    this.limit = WindowedLimit.newBuilder().minWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
        .maxWindowTime(1, TimeUnit.SECONDS).windowSize(WINDOW_SAMPLES)
        .build(VegasLimit.newBuilder().initialLimit(Math.min(FIRST, max)).maxConcurrency(max)
            .alphaFunction(threads -> (int) Math.max(1, threads * GROW_BELOW))
            .betaFunction(threads -> (int) Math.max(2, threads * SHRINK_ABOVE))
            .thresholdFunction(threads -> (int) Math.max(1, threads * GROW_BELOW / 2)).build());
  }

  /** One request took so long while so many threads were at work. */
  void answered(long fromNanos, long latencyNanos, int atWork) {
    limit.onSample(fromNanos, latencyNanos, atWork, false);
  }

  /** So many threads may work now. */
  int threads() {
    return Math.clamp(limit.getLimit(), Math.min(FLOOR, max), max);
  }
}
