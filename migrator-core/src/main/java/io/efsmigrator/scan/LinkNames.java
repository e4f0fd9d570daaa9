package io.efsmigrator.scan;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the names that share an inode, on disk: a tree made of hard links, as backups are, has as many
 * of them as files.
 *
 * <p>Runs of a bounded number of names are sorted in memory and merged. The sorted file gets its name
 * only when it is whole, so it is made at most once and a crash on the way costs one sort.
 */
final class LinkNames {

  /** Some 20 MB of names at a time. */
  static final int RUN_NAMES = 50_000;

  private LinkNames() {}

  /** Makes the sorted file from the first so many bytes of the unsorted one, unless it is there. */
  static void sort(Path names, long length, Path sorted, int runNames) throws IOException {
    if (Files.exists(sorted)) {
      return;
    }
    List<Path> runs = writeRuns(names, length, sorted, runNames);
    Path beside = sorted.resolveSibling(sorted.getFileName() + ".new");
    try (RecordLog out = RecordLog.open(beside, 0)) {
      merge(runs, out);
      out.sync();
    }
    Files.move(beside, sorted, StandardCopyOption.ATOMIC_MOVE);
    for (Path run : runs) {
      Files.delete(run);
    }
  }

  private static List<Path> writeRuns(Path names, long length, Path sorted, int runNames)
      throws IOException {
    List<Path> runs = new ArrayList<>();
    List<LinkName> run = new ArrayList<>();
    try (RecordLog.Reader reader = RecordLog.read(names, 0, length)) {
      byte @Nullable [] payload = reader.next();
      while (payload != null) {
        run.add(LinkName.decode(payload));
        payload = reader.next();
        if (run.size() == runNames || payload == null) {
          Path file = sorted.resolveSibling(sorted.getFileName() + "." + runs.size());
          writeRun(run, file);
          runs.add(file);
          run.clear();
        }
      }
    }
    return runs;
  }

  private static void writeRun(List<LinkName> run, Path file) throws IOException {
    run.sort(LinkName.ORDER);
    try (RecordLog out = RecordLog.open(file, 0)) {
      for (LinkName name : run) {
        out.append(name.encode());
      }
      out.sync();
    }
  }

  private static void merge(List<Path> runs, RecordLog out) throws IOException {
    List<Run> open = new ArrayList<>();
    try {
      PriorityQueue<Run> next = new PriorityQueue<>(
          Comparator.comparing((Run run) -> run.head, LinkName.ORDER));
      for (Path file : runs) {
        Run run = Run.open(file);
        open.add(run);
        next.add(run);
      }
      while (!next.isEmpty()) {
        Run run = next.remove();
        out.append(run.head.encode());
        if (run.advance()) {
          next.add(run);
        }
      }
    } finally {
      for (Run run : open) {
        run.close();
      }
    }
  }

  /** A sorted run and the first of its names that is not merged yet. */
  private static final class Run implements Closeable {

    private final RecordLog.Reader reader;
    private LinkName head;

    private Run(RecordLog.Reader reader, LinkName head) {
      this.reader = reader;
      this.head = head;
    }

    static Run open(Path file) throws IOException {
      RecordLog.Reader reader = RecordLog.read(file, 0, Files.size(file));
      byte @Nullable [] first = reader.next();
      if (first == null) {
        throw new IOException(file + " is empty");
      }
      return new Run(reader, LinkName.decode(first));
    }

    boolean advance() throws IOException {
      byte @Nullable [] payload = reader.next();
      if (payload == null) {
        return false;
      }
      head = LinkName.decode(payload);
      return true;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
