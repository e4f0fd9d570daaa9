package io.efsmigrator.app.job;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads of a run that talk to the file systems.
 *
 * @param entries those that copy and verify, shared by all partitions
 * @param scan those of a scan, which must not queue behind the copy that goes on beside it
 */
public record Threads(ExecutorService entries, ExecutorService scan) implements AutoCloseable {

  /** So many for each, whatever the latency is. */
  public static Threads fixed(int each) {
    return new Threads(pool(each, "entry-"), pool(each, "scan-"));
  }

  private static ExecutorService pool(int threads, String name) {
    return Executors.newFixedThreadPool(threads,
        Thread.ofPlatform().name(name, 1).daemon().factory());
  }

  @Override
  public void close() {
    entries.close();
    scan.close();
  }
}
