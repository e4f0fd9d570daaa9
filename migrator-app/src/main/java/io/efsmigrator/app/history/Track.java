package io.efsmigrator.app.history;

import io.efsmigrator.app.history.Rows.Row;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one attempt at one partition has noted so far, and every sample of the last minute. */
final class Track {

  private record Sample(Instant at, long files, long bytes, double latencyMillis) {}

  private final long execution;
  private final String step;
  private final String partition;
  private final Instant firstAt;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long files;
  private long bytes;
  private long problems;
  private @Nullable Long goalFiles;
  private @Nullable Long goalBytes;

  /** From a row of {@code progress_totals}. */
  Track(Row total) {
    String name = total.text("step_name");
    int colon = name.indexOf(':');
    this.execution = total.number("job_execution_id");
    this.step = colon < 0 ? name : name.substring(0, colon);
    this.partition = colon < 0 ? "" : name.substring(colon + 1);
    this.firstAt = Objects.requireNonNull(total.instant("first_at"));
    refresh(total);
  }

  /** Takes a row of {@code progress_totals} or of {@code progress}; both only ever grow. */
  void refresh(Row row) {
    files = Math.max(files, row.number("files"));
    bytes = Math.max(bytes, row.number("bytes"));
    problems = Math.max(problems, row.number("problems"));
    goalFiles = row.cell("goal_files") instanceof Long goal ? goal : goalFiles;
    goalBytes = row.cell("goal_bytes") instanceof Long goal ? goal : goalBytes;
  }

  /** Takes a row of {@code progress}, unless it has it already. */
  void sample(Row row) {
    Instant at = Objects.requireNonNull(row.instant("at"));
    if (samples.isEmpty() || at.isAfter(samples.getLast().at())) {
      samples.addLast(new Sample(at, row.number("files"), row.number("bytes"),
          row.fraction("latency_ms")));
      refresh(row);
    }
  }

  /** Forgets what is older, but for the last one before: the next one is counted from there. */
  void forget(Instant before) {
    while (samples.size() > 1 && !samples.getFirst().at().isAfter(before)) {
      Sample first = samples.removeFirst();
      if (samples.getFirst().at().isAfter(before)) {
        samples.addFirst(first);
        return;
      }
    }
  }

  /**
   * What was done after that time.
   *
   * @param base what the partition had when this attempt began
   */
  Recent recent(Instant after, long base) {
    if (samples.isEmpty() || !samples.getLast().at().isAfter(after)) {
      return Recent.NOTHING;
    }
    boolean whole = samples.getFirst().at().equals(firstAt) && firstAt.isAfter(after);
    long filesBefore = whole ? base : samples.getFirst().files();
    long bytesBefore = whole ? 0 : samples.getFirst().bytes();
    double latency = 0;
    int measured = 0;
    for (Sample sample : samples) {
      if (sample.at().isAfter(after) && sample.latencyMillis() > 0) {
        latency += sample.latencyMillis();
        measured++;
      }
    }
    return new Recent(samples.getLast().files() - filesBefore,
        samples.getLast().bytes() - bytesBefore, latency, measured);
  }

  /** Entries and bytes, and the sum of so many latencies. */
  record Recent(long files, long bytes, double latencies, int measured) {

    static final Recent NOTHING = new Recent(0, 0, 0, 0);

    Recent plus(Recent other) {
      return new Recent(files + other.files, bytes + other.bytes, latencies + other.latencies,
          measured + other.measured);
    }
  }

  long execution() {
    return execution;
  }

  String step() {
    return step;
  }

  String partition() {
    return partition;
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  long problems() {
    return problems;
  }

  @Nullable
  Long goalFiles() {
    return goalFiles;
  }

  @Nullable
  Long goalBytes() {
    return goalBytes;
  }
}
