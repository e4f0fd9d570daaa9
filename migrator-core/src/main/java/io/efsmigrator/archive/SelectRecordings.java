package io.efsmigrator.archive;

import io.efsmigrator.archive.StepFiles.Position;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.PoolBatch;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.RecordLog;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.manifest.ReservedNames;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Walks a source, directory by directory, and notes the recordings that a filter wants.
 *
 * <p>The directories still to list are a queue in a file: those found are appended at its end, and the
 * checkpoint says where the next one begins. Memory holds some names of one directory. Only reads.
 */
public final class SelectRecordings implements ArchiveStep {

  private static final int DIRECTORIES_AT_ONCE = 32;
  private static final int NAMES_AT_ONCE = 1_000;

  private final DirectoryTree source;
  private final FileChoice choice;
  private final PoolBatch pool;
  private final Pace pace;
  private final StepFiles files;
  private final RecordLog queue;
  private final RecordLog passed;
  private final RecordLog left;
  private Position position;
  private long records;
  private long bytes;
  private long problems;

  private SelectRecordings(DirectoryTree source, FileChoice choice, ExecutorService pool,
      Pace pace, StepFiles files, RecordLog queue, RecordLog passed, RecordLog left) {
    this.source = source;
    this.choice = choice;
    this.pool = new PoolBatch(pool);
    this.pace = pace;
    this.files = files;
    this.queue = queue;
    this.passed = passed;
    this.left = left;
    this.position = Position.START;
  }

  /**
   * Opens the walk where it stands.
   *
   * @param source the tree; closed by whoever opened it
   */
  public static SelectRecordings open(DirectoryTree source, FileChoice choice, Path folder,
      ExecutorService pool, Pace pace) throws IOException {
    Files.createDirectories(folder);
    StepFiles files = ArchiveRun.select(folder);
    Position position = files.position();
    RecordLog queue = RecordLog.open(queue(folder), position.queue());
    RecordLog passed = RecordLog.open(files.passed(), position.passed());
    RecordLog left = RecordLog.open(files.left(), position.left());
    SelectRecordings step = new SelectRecordings(source, choice, pool, pace, files, queue,
        passed, left);
    step.begin(position);
    return step;
  }

  private void begin(Position committed) throws IOException {
    position = committed;
    records = committed.records();
    bytes = committed.bytes();
    problems = committed.problems();
    if (committed.queue() == 0) {
      append(RelativePath.ROOT);
      queue.sync();
      position = new Position(0, queue.length(), 0, 0, 0, 0, 0, false);
    }
  }

  @Override
  public ArchiveProgress next() throws IOException {
    if (position.done()) {
      return ArchiveProgress.of(position);
    }
    List<RelativePath> directories = new ArrayList<>();
    long next = position.input();
    try (RecordLog.Reader reader = RecordLog.read(queue(files.folder()), next,
        position.queue())) {
      byte @Nullable [] payload = reader.next();
      while (payload != null) {
        directories.add(Records.decode(payload, Records::readPath));
        next = reader.position();
        payload = directories.size() < DIRECTORIES_AT_ONCE ? reader.next() : null;
      }
    }
    for (RelativePath directory : directories) {
      list(directory);
    }
    queue.sync();
    passed.sync();
    left.sync();
    position = new Position(next, queue.length(), passed.length(), left.length(), records, bytes,
        problems, next == queue.length());
    files.commit(position);
    return ArchiveProgress.of(position);
  }

  @Override
  public void close() throws IOException {
    try (queue; left; passed) {
      // All of them, whatever happens.
    }
  }

  private void list(RelativePath path) throws IOException {
    List<Found> batch = new ArrayList<>();
    pace.requests(2);
    try (DirectoryTree.Lease lease = source.directory(path)) {
      lease.directory().list(name -> {
        if (!ReservedNames.contains(path, name)) {
          batch.add(new Found(path, name));
        }
        if (batch.size() == NAMES_AT_ONCE) {
          try {
            look(batch);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      });
    } catch (PosixException e) {
      if (!path.isRoot() && Reasons.isGone(e.errno())) {
        source.invalidate(path);
      } else if (path.isRoot()) {
        throw e;
      } else {
        leave(Reasons.because(path, e));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    look(batch);
  }

  /** Asks for all of them side by side, and notes them in their order. */
  private void look(List<Found> batch) throws IOException {
    pool.run(batch, found -> found.ask(source, pace));
    for (Found found : batch) {
      Problem problem = found.problem;
      Stat stat = found.stat;
      if (problem != null) {
        leave(problem);
      } else if (stat != null) {
        sort(found.path(), stat);
      }
    }
    batch.clear();
  }

  private void sort(RelativePath path, Stat stat) throws IOException {
    switch (choice.of(path, stat)) {
      case FileChoice.Verdict.ENTER -> append(path);
      case FileChoice.Verdict.PASS_BY -> {}
      case FileChoice.Verdict.HARD_LINK -> leave(Reasons.because(path, Reasons.HARD_LINK,
          "it has " + stat.linkCount() + " names; one of them alone is not archived"));
      case FileChoice.Verdict.NO_FILE ->
        leave(Reasons.because(path, Reasons.NO_FILE, "it is a " + stat.type()));
      case FileChoice.Verdict.TAKE -> {
        Recording recording = new Recording(path, Metadata.from(stat));
        passed.append(Records.encode(recording::write));
        records++;
        bytes += stat.sizeBytes();
      }
    }
  }

  private void leave(Problem problem) throws IOException {
    left.append(Records.encode(out -> Reasons.write(out, problem)));
    problems++;
  }

  private void append(RelativePath directory) throws IOException {
    queue.append(Records.encode(out -> Records.writePath(out, directory)));
  }

  private static Path queue(Path folder) {
    return folder.resolve("directories.queue");
  }

  /** A name that was listed, and what it is. */
  private static final class Found {
    private final RelativePath directory;
    private final Name name;
    private @Nullable Stat stat;
    private @Nullable Problem problem;

    private Found(RelativePath directory, Name name) {
      this.directory = directory;
      this.name = name;
    }

    RelativePath path() {
      return directory.child(name);
    }

    void ask(DirectoryTree tree, Pace pace) throws IOException {
      pace.requests(1);
      try (DirectoryTree.Lease lease = tree.directory(directory)) {
        Optional<Stat> found = lease.directory().find(name);
        // What is gone by now is nobody's to archive.
        stat = found.orElse(null);
      } catch (PosixException e) {
        problem = Reasons.because(path(), e);
      }
    }
  }
}
