package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Rows.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    Map<Long, String> steps = new HashMap<>();
    partitions.forEach(
        partition -> steps.put(partition.number("step_execution_id"),
            partition.text("step_name")));
    if (samples.isEmpty()) {
      return new Throughput(0, 1, List.of(), List.of(), List.of(), List.of());
    }
    Slots slots = new Slots(second(samples.getFirst()), second(samples.getLast()));
    Map<Long, List<Row>> byPartition = new HashMap<>();
    for (Row sample : samples) {
      byPartition.computeIfAbsent(sample.number("step_execution_id"), id -> new ArrayList<>())
          .add(sample);
    }
    byPartition.forEach(
        (id, ordered) -> slots.add(ordered, steps.getOrDefault(id, "").endsWith("copyFiles")));
    return slots.toThroughput();
  }

  private static long second(Row sample) {
    return Objects.requireNonNull(sample.instant("at")).getEpochSecond();
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

    void add(List<Row> ordered, boolean copied) {
      double before = 0;
      long filesBefore = 0;
      long bytesBefore = 0;
      for (Row sample : ordered) {
        double at = seconds(Objects.requireNonNull(sample.instant("at")));
        double from = before == 0 ? at : before;
        spread(copied ? files : verified, from, at,
            (double) (sample.number("files") - filesBefore));
        if (copied) {
          spread(mib, from, at, (sample.number("bytes") - bytesBefore) / MIB);
          latency[slot(at)] += sample.fraction("latency_ms");
          samples[slot(at)]++;
        }
        before = at;
        filesBefore = sample.number("files");
        bytesBefore = sample.number("bytes");
      }
    }

    private void spread(double[] into, double from, double to, double amount) {
      int first = slot(from);
      int last = slot(to);
      for (int i = first; i <= last; i++) {
        into[i] += amount / (last - first + 1) / width;
      }
    }

    private int slot(double second) {
      return (int) ((second - start) / width);
    }

    private static double seconds(Instant at) {
      return at.getEpochSecond() + at.getNano() / 1e9;
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
