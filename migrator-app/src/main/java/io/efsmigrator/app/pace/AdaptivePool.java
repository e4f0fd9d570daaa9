package io.efsmigrator.app.pace;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that talk to the file systems, as many as the latency of their requests suggests.
 *
 * <p>The latency is the time of a task, less what the throttle made it wait, by the requests it has
 * asked the throttle for: so a large file looks no slower than a small one. What moves more than a
 * quarter of a mebibyte is left out, because there the network counts, not the server. A thread that
 * is too many ends with the task in hand.
 */
public final class AdaptivePool extends ThreadPoolExecutor {

  private static final long SMALL_BYTES = 256 << 10;

  private final int max;
  private final Throttle throttle;
  private final AtomicInteger atWork = new AtomicInteger();
  private final ThreadLocal<Long> began = ThreadLocal.withInitial(System::nanoTime);
  private volatile LatencyLimit limit;

  AdaptivePool(String name, int max, Throttle throttle) {
    super(max, max, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(),
        Thread.ofPlatform().name(name + "-", 1).daemon().factory());
    this.max = max;
    this.throttle = throttle;
    this.limit = new LatencyLimit(max);
    resize(limit.threads());
  }

  /** Other work has another latency: what was learned so far is forgotten. */
  public void forget() {
    limit = new LatencyLimit(max);
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    atWork.incrementAndGet();
    var _ = throttle.takeShare();
    began.set(System.nanoTime());
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable failure) {
    int others = atWork.getAndDecrement();
    Throttle.Share share = throttle.takeShare();
    if (share.requests() > 0 && share.bytes() <= SMALL_BYTES) {
      long from = began.get();
      long nanos = System.nanoTime() - from - share.waitedNanos();
      limit.answered(from, Math.max(1, nanos / share.requests()), others);
      resize(limit.threads());
    }
  }

  private void resize(int threads) {
    if (threads != getMaximumPoolSize()) {
      synchronized (this) {
        // The one never passes the other.
        if (threads > getMaximumPoolSize()) {
          setMaximumPoolSize(threads);
          setCorePoolSize(threads);
        } else {
          setCorePoolSize(threads);
          setMaximumPoolSize(threads);
        }
      }
    }
  }
}
