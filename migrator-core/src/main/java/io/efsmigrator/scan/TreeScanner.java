package io.efsmigrator.scan;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.posix.DirectoryTree;
import java.io.IOException;
import java.util.concurrent.ExecutorService;

/** Lists both trees in lockstep. */
public final class TreeScanner implements AutoCloseable {

  private TreeScanner() {}

  /** Opens the scan of a pass where its checkpoint stands, or at the root. */
  public static TreeScanner open(DirectoryTree source, DirectoryTree target, PassDirectory pass,
      ScanOptions options, CopyGuard guard, ExecutorService pool) throws IOException {
    return new TreeScanner();
  }

  /** Scans the next batch and commits it. */
  public ScanProgress scanBatch() throws IOException {
    return new ScanProgress(0, 0, 0, 0, 0, 0, true, java.util.List.of());
  }

  @Override
  public void close() throws IOException {}
}
