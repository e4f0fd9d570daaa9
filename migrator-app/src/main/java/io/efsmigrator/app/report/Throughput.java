package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Rows.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How fast it went, from the samples that every partition leaves with its chunks.
 *
 * <p>A sample says how much its partition has done so far; what came since the one before it is
 * spread evenly over the time between them. Time is cut into equal slots, so however long a run was,
 * a page holds {@value #MAX_SLOTS} points of each curve at most.
 *
 * @param start seconds since the epoch at which the first slot begins
 * @param slotSeconds length of a slot
 * @param copiedFiles files copied a second, slot by slot
 * @param copiedMib content copied, MiB a second
 * @param verifiedFiles files verified a second
 * @param latencyMillis mean time of an entry; 0 where nothing was sampled
 */
public record Throughput(long start, long slotSeconds, List<Double> copiedFiles,
    List<Double> copiedMib,
    List<Double> verifiedFiles, List<Double> latencyMillis) {

  static final int MAX_SLOTS = 600;
  private static final double MIB = 1 << 20;

  /** From the report's tables of samples and of partitions. */
  static Throughput of(List<Row> samples, List<Row> partitions) {
    Map<Long, Row> known = new HashMap<>();
    partitions.forEach(partition -> known.put(partition.number("step_execution_id"), partition));
    if (samples.isEmpty()) {
      return new Throughput(0, 1, List.of(), List.of(), List.of(), List.of());
    }
    Map<Long, List<Row>> byPartition = new HashMap<>();
    for (Row sample : samples) {
      byPartition.computeIfAbsent(sample.number("step_execution_id"), id -> new ArrayList<>())
          .add(sample);
    }
    double first = second(samples.getFirst());
    for (Map.Entry<Long, List<Row>> partition : byPartition.entrySet()) {
      first = Math.min(first, begin(partition.getValue(), known.get(partition.getKey())));
    }
    Slots slots = new Slots((long) Math.floor(first), (long) second(samples.getLast()));
    Map<Long, Long> done = new HashMap<>();
    byPartition.forEach((id, ordered) -> done.put(id, ordered.getLast().number("files")));
    Map<Long, Long> foundDone = Attempts.foundDone(partitions, done);
    byPartition.forEach((id, ordered) -> {
      Row partition = known.get(id);
      // One that begins anew has less than the one before it had.
      long before = Math.min(foundDone.getOrDefault(id, 0L), ordered.getFirst().number("files"));
      slots.add(ordered, begin(ordered, partition), before,
          partition != null && partition.text("step_name").endsWith("copyFiles"));
    });
    return slots.toThroughput();
  }

  /**
   * When a partition began: it took so long, and its last sample is its end. Its own start is told by
   * the clock on some host's wall, and a sample is not.
   */
  private static double begin(List<Row> ordered, @Nullable Row partition) {
    double first = second(ordered.getFirst());
    return partition == null
        ? first
        : Math.min(first, second(ordered.getLast()) - partition.fraction("seconds"));
  }

  private static double second(Row sample) {
    Instant at = Objects.requireNonNull(sample.instant("at"));
    return at.getEpochSecond() + at.getNano() / 1e9;
  }

  /** The best slot. */
  public double peakFiles() {
    return peak(copiedFiles);
  }

  /** The best slot, in MiB a second. */
  public double peakMib() {
    return peak(copiedMib);
  }

  private static double peak(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** Sums that become rates. */
  private static final class Slots {

    private final long start;
    private final long width;
    private final double[] files;
    private final double[] mib;
    private final double[] verified;
    private final double[] latency;
    private final long[] samples;

    Slots(long first, long last) {
      width = Math.max(1, Math.ceilDiv(last - first + 1, MAX_SLOTS - 1));
      start = first - width;
      int count = (int) ((last - start) / width) + 1;
      files = new double[count];
      mib = new double[count];
      verified = new double[count];
      latency = new double[count];
      samples = new long[count];
    }

    void add(List<Row> ordered, double begin, long done, boolean copied) {
      double before = begin;
      long filesBefore = done;
      long bytesBefore = 0;
      for (Row sample : ordered) {
        double at = second(sample);
        spread(copied ? files : verified, before, at,
            (double) (sample.number("files") - filesBefore));
        if (copied) {
          spread(mib, before, at, (sample.number("bytes") - bytesBefore) / MIB);
          latency[slot(at)] += sample.fraction("latency_ms");
          samples[slot(at)]++;
        }
        before = at;
        filesBefore = sample.number("files");
        bytesBefore = sample.number("bytes");
      }
    }

    /** To each slot the part that its share of the time is. */
    private void spread(double[] into, double from, double to, double amount) {
      int last = slot(to);
      if (from == to) {
        into[last] += amount / width;
        return;
      }
      for (int i = slot(from); i <= last; i++) {
        double begins = Math.max(from, start + (double) i * width);
        double ends = Math.min(to, start + (double) (i + 1) * width);
        into[i] += amount * (ends - begins) / (to - from) / width;
      }
    }

    private int slot(double second) {
      return (int) ((second - start) / width);
    }

    private static List<Double> list(double[] values) {
      return Arrays.stream(values).boxed().toList();
    }

    Throughput toThroughput() {
      for (int i = 0; i < latency.length; i++) {
        latency[i] = samples[i] == 0 ? 0 : latency[i] / samples[i];
      }
      return new Throughput(start, width, list(files), list(mib), list(verified), list(latency));
    }
  }
}
