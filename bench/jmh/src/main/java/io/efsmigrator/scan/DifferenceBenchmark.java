package io.efsmigrator.scan;

import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the comparison of a file costs that is there on both sides. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DifferenceBenchmark {

  private Stat source = file(new Timestamp(1_795_392_000L, 123_456_789));
  private Stat equal = file(new Timestamp(1_795_392_000L, 123_456_789));
  private Stat older = file(new Timestamp(1_795_392_000L, 123_456_788));
  private Timestamp lastPass = new Timestamp(1_795_395_600L, 0);

  /** A file that was not touched: nearly all of a delta pass. */
  @Benchmark
  public Difference.Verdict equal() {
    return Difference.verdict(FileType.FILE, Difference.between(source, equal, lastPass));
  }

  /** A file that was written again. */
  @Benchmark
  public Difference.Verdict changed() {
    return Difference.verdict(FileType.FILE, Difference.between(source, older, lastPass));
  }

  private static Stat file(Timestamp mtime) {
    return new Stat(FileType.FILE, 0640, 1000, 1000, 30_000, mtime, mtime, 4711, 42, 1, 0);
  }
}
