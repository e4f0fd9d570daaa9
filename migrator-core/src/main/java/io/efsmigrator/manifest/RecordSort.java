package io.efsmigrator.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the records of a {@link RecordLog} on disk, because there may be as many as a tree has entries.
 *
 * <p>Runs of a bounded size are sorted in memory and merged, few at a time, so that neither memory nor
 * open files grow with the records. The sorted file gets its name only when it is whole: a crash on the
 * way costs one sort. What it left behind is written over by the next.
 *
 * @param <T> what a record says
 */
public final class RecordSort<T> {

  /** Read into memory, a run takes four or five times as much. */
  static final long RUN_BYTES = 2 << 20;
  /** Each open run has a buffer of 64 KiB. */
  static final int RUNS_AT_ONCE = 64;

  private final Records.Decoder<T> decoder;
  private final Comparator<T> order;
  private final long runBytes;
  private final int runsAtOnce;

  /** A sort of records that are read like this, into this order; equal ones in any. */
  public RecordSort(Records.Decoder<T> decoder, Comparator<T> order) {
    this(decoder, order, RUN_BYTES, RUNS_AT_ONCE);
  }

  RecordSort(Records.Decoder<T> decoder, Comparator<T> order, long runBytes, int runsAtOnce) {
    this.decoder = decoder;
    this.order = order;
    this.runBytes = runBytes;
    this.runsAtOnce = runsAtOnce;
  }

  /**
   * Makes the sorted file, unless it is there. Records stay as they are, so it is as long as what was
   * sorted.
   *
   * @param unsorted a log
   * @param length how much of it is sorted
   * @param sorted the file to make; runs lie beside it under longer names meanwhile
   */
  public void sort(Path unsorted, long length, Path sorted) throws IOException {
    if (Files.exists(sorted)) {
      return;
    }
    Deque<Path> runs = new ArrayDeque<>();
    int made = 0;
    try (RecordLog.Reader reader = RecordLog.read(unsorted, 0, length)) {
      List<Item<T>> run = read(reader);
      while (!run.isEmpty()) {
        Path file = beside(sorted, made++);
        write(run, file);
        runs.addLast(file);
        run = read(reader);
      }
    }
    while (runs.size() > runsAtOnce) {
      Path file = beside(sorted, made++);
      mergeFirst(runs, file);
      runs.addLast(file);
    }
    Path whole = sorted.resolveSibling(sorted.getFileName() + ".new");
    mergeFirst(runs, whole);
    Files.move(whole, sorted, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path beside(Path sorted, int number) {
    return sorted.resolveSibling(sorted.getFileName() + "." + number);
  }

  private List<Item<T>> read(RecordLog.Reader reader) throws IOException {
    List<Item<T>> run = new ArrayList<>();
    long bytes = 0;
    while (bytes < runBytes) {
      byte @Nullable [] payload = reader.next();
      if (payload == null) {
        break;
      }
      run.add(new Item<>(payload, decoder.decode(payload)));
      bytes += payload.length;
    }
    return run;
  }

  private void write(List<Item<T>> run, Path file) throws IOException {
    run.sort(Comparator.comparing((Item<T> item) -> item.value, order));
    try (RecordLog out = RecordLog.open(file, 0)) {
      for (Item<T> item : run) {
        out.append(item.payload);
      }
      out.sync();
    }
  }

  /** Makes one file of the first runs, as many as may be open, and removes them. */
  private void mergeFirst(Deque<Path> runs, Path merged) throws IOException {
    List<Path> files = new ArrayList<>();
    while (files.size() < runsAtOnce && !runs.isEmpty()) {
      files.add(runs.removeFirst());
    }
    try (RecordLog out = RecordLog.open(merged, 0)) {
      merge(files, out);
      out.sync();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private void merge(List<Path> files, RecordLog out) throws IOException {
    List<Run<T>> open = new ArrayList<>();
    try {
      PriorityQueue<Run<T>> next = new PriorityQueue<>(
          Comparator.comparing((Run<T> run) -> run.head.value, order));
      for (Path file : files) {
        Run<T> run = Run.open(file, decoder);
        open.add(run);
        next.add(run);
      }
      while (!next.isEmpty()) {
        Run<T> run = next.remove();
        out.append(run.head.payload);
        if (run.advance(decoder)) {
          next.add(run);
        }
      }
    } finally {
      for (Run<T> run : open) {
        run.close();
      }
    }
  }

  /** A record as it is stored, and what it says. */
  private static final class Item<T> {

    private final byte[] payload;
    private final T value;

    private Item(byte[] payload, T value) {
      this.payload = payload;
      this.value = value;
    }
  }

  /** A sorted run and the first of its records that is not merged yet. */
  private static final class Run<T> implements Closeable {

    private final RecordLog.Reader reader;
    private Item<T> head;

    private Run(RecordLog.Reader reader, Item<T> head) {
      this.reader = reader;
      this.head = head;
    }

    static <T> Run<T> open(Path file, Records.Decoder<T> decoder) throws IOException {
      RecordLog.Reader reader = RecordLog.read(file, 0, Files.size(file));
      byte @Nullable [] first = reader.next();
      if (first == null) {
        throw new IOException(file + " is empty");
      }
      return new Run<>(reader, new Item<>(first, decoder.decode(first)));
    }

    boolean advance(Records.Decoder<T> decoder) throws IOException {
      byte @Nullable [] payload = reader.next();
      if (payload == null) {
        return false;
      }
      head = new Item<>(payload, decoder.decode(payload));
      return true;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
