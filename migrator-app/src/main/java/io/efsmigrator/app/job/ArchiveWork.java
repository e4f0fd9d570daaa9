package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.archive.ArchiveOrder;
import io.efsmigrator.archive.ArchiveStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an archive does.
 *
 * @param source the root of the source
 * @param folder where this run keeps its logs
 * @param about what the manifest says of the run, in this order
 * @param checks what has to hold whenever it starts
 * @param hold what has to hold before anything is deleted
 * @param roots what is mounted must stay so
 */
public record ArchiveWork(Path source, Path folder, ArchiveOrder order, ArchiveStore store,
    Map<String, String> about, Check checks, Check hold, Roots roots) {

  /** Throws if it does not hold. */
  @FunctionalInterface
  public interface Check {
    void run() throws IOException, StepFailedException;
  }

  /** Where the recordings go, for people. */
  String place() {
    return "s3://" + order.bucket() + "/" + store.keys().base();
  }
}
