package io.efsmigrator.manifest;

import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What an entry costs on its way through a segment; one segment is one commit with one sync.
 *
 * <p>Files go to {@code java.io.tmpdir}: name a directory in memory to leave the disk out.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SegmentBenchmark {

  private static final int ENTRIES = SegmentWriter.DEFAULT_MAX_ENTRIES;

  private final List<ManifestEntry> entries = new ArrayList<>();
  private Path written = Path.of("");
  private Path scratch = Path.of("");

  /** Makes the entries, and one segment to read. */
  @Setup
  public void prepare() throws IOException {
    for (int i = 0; i < ENTRIES; i++) {
      entries.add(ManifestEntry.of(Kind.FILE, recording(i), metadata(i)));
    }
    written = Files.createTempDirectory("segments");
    scratch = Files.createTempDirectory("segments");
    write(written);
  }

  /** Leaves nothing behind. */
  @TearDown
  public void remove() throws IOException {
    for (Path folder : List.of(written, scratch)) {
      Files.deleteIfExists(Segments.file(folder, 1));
      Files.delete(folder);
    }
  }

  /** An entry into a segment. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public SegmentPosition encode() throws IOException {
    return write(scratch);
  }

  /** An entry out of a segment. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void decode(Blackhole hole) throws IOException {
    try (SegmentReader reader = SegmentReader.open(written, new Partition(1, 1), 0)) {
      ManifestEntry entry = reader.next();
      while (entry != null) {
        hole.consume(entry);
        entry = reader.next();
      }
    }
  }

  private SegmentPosition write(Path folder) throws IOException {
    try (SegmentWriter writer = SegmentWriter.open(folder, ENTRIES, SegmentPosition.START)) {
      for (ManifestEntry entry : entries) {
        writer.append(entry);
      }
      return writer.commit();
    }
  }

  private static RelativePath recording(int number) {
    RelativePath hour = RelativePath.ROOT;
    for (String name : List.of("recordings", "2026", "11", "23", "14")) {
      hour = hour.child(Name.of(name));
    }
    return hour.child(Name.of("in-%d-14%02d%04d.wav".formatted(100 + number % 400,
        number % 60, number)));
  }

  private static Metadata metadata(int number) {
    Timestamp time = new Timestamp(1_795_392_000L + number, 123_456_789);
    return new Metadata(0640, 1000, 1000, 20_000L + number * 37L, time, time,
        1_000_000L + number, 0, 1);
  }
}
