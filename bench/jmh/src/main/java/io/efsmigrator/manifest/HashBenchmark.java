package io.efsmigrator.manifest;

import java.security.MessageDigest;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the proof of a file's content costs: a digest of its own and one pass over the bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HashBenchmark {

  /** Length of the file. */
  @Param({"30000", "1048576"})
  public int bytes;

  private byte[] content = {};

  /** Makes the content. */
  @Setup
  public void prepare() {
    content = new byte[bytes];
    new SplittableRandom(1).nextBytes(content);
  }

  /** A file. */
  @Benchmark
  public Sha256 hash() {
    MessageDigest digest = Sha256.newDigest();
    digest.update(content);
    return Sha256.of(digest);
  }
}
