package io.efsmigrator.app.pace;

import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Holds a run to its limits, one token bucket for each. Other limits take effect at once.
 *
 * <p>A thread that has to wait does not reserve its tokens: it looks again after a fifth of a second
 * at the latest, so that neither a new limit nor a stop finds it waiting for what an old limit had
 * promised it for in a minute.
 */
public final class Throttle implements Pace {

  /** Waits that long, or less. */
  @FunctionalInterface
  interface Waiting {
    void pause(Duration time) throws InterruptedException;
  }

  private static final long LONGEST_WAIT_NANOS = Duration.ofMillis(200).toNanos();
  private static final long SHORTEST_WAIT_NANOS = Duration.ofMillis(1).toNanos();
  /** Content is counted in KiB: a bucket takes a token a nanosecond at most. */
  private static final long BYTES_PER_KIB = 1 << 10;
  private static final long KIB_PER_MIB = 1 << 10;
  /** What may be taken at once after a rest: this part of a second. */
  private static final int BURSTS_PER_SECOND = 4;

  private final StopSignal stop;
  private final Waiting waiting;
  private final TimeMeter time;
  private final ThreadLocal<Share> shares = ThreadLocal.withInitial(Share::new);
  private volatile Map<PaceLimit, Limited> limited = Map.of();

  /** A bucket and the most that it ever holds. */
  private record Limited(Bucket bucket, long capacity) {}

  /** Holds nothing back until it is told to. */
  public Throttle(StopSignal stop) {
    this(stop, stop::pause, TimeMeter.SYSTEM_NANOTIME);
  }

  Throttle(StopSignal stop, Waiting waiting, TimeMeter time) {
    this.stop = stop;
    this.waiting = waiting;
    this.time = time;
  }

  /** From now on these limits hold. */
  public void hold(PaceLimits limits) {
    Map<PaceLimit, Limited> fresh = new EnumMap<>(PaceLimit.class);
    for (PaceLimit limit : PaceLimit.values()) {
      limits.of(limit).ifPresent(value -> fresh.put(limit,
          limited(limit == PaceLimit.MIBPS ? value * KIB_PER_MIB : value)));
    }
    limited = fresh;
  }

  @Override
  public void files(int count) {
    shares.get().files += count;
    take(PaceLimit.FILES_PER_SECOND, count);
  }

  @Override
  public void requests(int count) {
    shares.get().requests += count;
    take(PaceLimit.REQUESTS_PER_SECOND, count);
  }

  @Override
  public void bytes(long count) {
    shares.get().bytes += count;
    take(PaceLimit.MIBPS, Math.ceilDiv(count, BYTES_PER_KIB));
  }

  /** What the calling thread has asked for, and waited, since this was asked last. */
  Share takeShare() {
    Share share = shares.get();
    shares.set(new Share());
    return share;
  }

  private Limited limited(long perSecond) {
    long capacity = Math.max(1, perSecond / BURSTS_PER_SECOND);
    return new Limited(Bucket.builder()
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(perSecond, Duration.ofSeconds(1))
            .initialTokens(0))
        .withCustomTimePrecision(time).build(), capacity);
  }

  private void take(PaceLimit limit, long amount) {
    long left = amount;
    Limited held = limited.get(limit);
    while (held != null && left > 0 && !stop.isRequested()) {
      // In pieces: what is more than a bucket holds would never be there at once.
      long piece = Math.min(left, held.capacity);
      ConsumptionProbe probe = held.bucket.tryConsumeAndReturnRemaining(piece);
      if (probe.isConsumed()) {
        left -= piece;
      } else if (!waited(probe.getNanosToWaitForRefill())) {
        return;
      }
      held = limited.get(limit);
    }
  }

  /** False if the thread was interrupted. */
  private boolean waited(long nanos) {
    long from = time.currentTimeNanos();
    try {
      waiting.pause(Duration
          .ofNanos(Math.clamp(nanos, SHORTEST_WAIT_NANOS, LONGEST_WAIT_NANOS)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      shares.get().waitedNanos += time.currentTimeNanos() - from;
    }
  }

  /** What one thread has asked for. */
  static final class Share {
    private long files;
    private long requests;
    private long bytes;
    private long waitedNanos;

    long files() {
      return files;
    }

    long requests() {
      return requests;
    }

    long bytes() {
      return bytes;
    }

    long waitedNanos() {
      return waitedNanos;
    }
  }
}
