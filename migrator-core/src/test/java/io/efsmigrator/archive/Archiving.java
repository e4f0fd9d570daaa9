package io.efsmigrator.archive;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An archive of a directory into a fake store, step by step as a job does it. */
final class Archiving implements AutoCloseable {

  static final String BASE = "old/";
  /** Long after every time in a tree literal. */
  private static final Timestamp NOW = new Timestamp(4_000_000_000L, 0);
  private static final RecordingFilter ALL = new RecordingFilter(Duration.ofDays(90), List.of(),
      List.of(), 0, Long.MAX_VALUE);

  final FakeObjectStore store = new FakeObjectStore(true);
  private final ArchiveStore archive = new ArchiveStore(store, store, new ArchiveKeys(BASE));
  private final Path source;
  private final Path folder;
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private CopyGuard guard = CopyGuard.ALWAYS_OPEN;

  Archiving(Path source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  void guardedBy(CopyGuard by) {
    this.guard = by;
  }

  ArchiveProgress select() throws IOException {
    return run(tree -> SelectRecordings.open(tree, new FileChoice(ALL, NOW), folder, pool,
        Pace.UNLIMITED));
  }

  ArchiveProgress upload() throws IOException {
    return run(tree -> UploadRecordings.open(tree, archive, folder, pool, Pace.UNLIMITED, guard));
  }

  ArchiveProgress verify() throws IOException {
    return run(tree -> VerifyArchive.open(archive, folder, pool));
  }

  long writeManifest() throws IOException {
    return WriteManifest.write(archive, folder, "run-1", Map.of("run", "run-1"), guard);
  }

  ArchiveProgress delete() throws IOException {
    return run(tree -> DeleteArchived.open(tree, archive, guard, folder, pool));
  }

  void all() throws IOException {
    select();
    upload();
    verify();
    writeManifest();
    delete();
  }

  /** What was left, with the reason. */
  Map<String, String> left() throws IOException {
    Map<String, String> left = new TreeMap<>();
    ArchiveRun.left(folder, (from, byDesign, problems) -> {
      for (Problem problem : byDesign) {
        left.put(problem.path().toString(), problem.kind());
      }
      for (Problem problem : problems) {
        left.put(problem.path().toString(), problem.kind());
      }
    });
    return left;
  }

  private interface Opening {
    ArchiveStep open(DirectoryTree tree) throws IOException;
  }

  private ArchiveProgress run(Opening opening) throws IOException {
    try (DirectoryTree tree = DirectoryTree.open(source); ArchiveStep step = opening.open(tree)) {
      ArchiveProgress progress = step.next();
      while (!progress.done()) {
        progress = step.next();
      }
      return progress;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
