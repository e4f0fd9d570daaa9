package io.efsmigrator.pass;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.scan.ScanOptions;
import io.efsmigrator.scan.ScanProgress;
import io.efsmigrator.scan.TreeScanner;
import io.efsmigrator.scan.UnchangedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Compares two trees, then scans them for a copy, as a process with a heap of its own. */
final class ManyNamesProgram {

  private static final Timestamp STARTED_AT = new Timestamp(2_000_000_000L, 0);

  private ManyNamesProgram() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    scan(folder, "proof", ScanOptions.prove(STARTED_AT, null, XattrScope.NOTHING));
    scan(folder, "pass", ScanOptions.prepare(STARTED_AT, null, UnchangedFiles.LISTED,
        new DeletePolicy.Delete(1_000_000), XattrScope.NOTHING));
  }

  private static void scan(Path folder, String name, ScanOptions options) throws IOException {
    long handedOver = 0;
    ScanProgress progress;
    try (ExecutorService pool = Executors.newFixedThreadPool(8);
        DirectoryTree source = DirectoryTree.open(folder.resolve("source"));
        DirectoryTree target = DirectoryTree.open(folder.resolve("target"));
        TreeScanner scanner = TreeScanner.open(source, target,
            new PassDirectory(folder.resolve(name)), options, CopyGuard.ALWAYS_OPEN,
            Pace.UNLIMITED, pool)) {
      do {
        progress = scanner.scanBatch();
        handedOver += progress.found().problems().size();
      } while (!progress.finished());
    }
    System.out.println(name + ": " + progress.entries() + " entries, " + progress.toCopy()
        + " to copy, " + progress.toDelete() + " to delete, " + handedOver + " problems");
  }
}
