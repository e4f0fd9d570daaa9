package io.efsmigrator.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a partition in order, one block in memory at a time.
 *
 * <p>Damage is an error: an entry that cannot be read must not look like an entry that was never
 * there. Not for several threads.
 */
public final class SegmentReader implements Closeable {

  private static final ManifestFormat FORMAT = new ManifestFormat();

  private final Path folder;
  private final Partition partition;
  private int nextSegment;
  private @Nullable BlockFileReader<ManifestEntry> file;
  private Iterator<ManifestEntry> block = List.<ManifestEntry>of().iterator();

  private SegmentReader(Path folder, Partition partition) {
    this.folder = folder;
    this.partition = partition;
    this.nextSegment = partition.firstSegment();
  }

  /** Opens a partition after its first so many entries, which have been dealt with already. */
  public static SegmentReader open(Path folder, Partition partition, long skippedEntries)
      throws IOException {
    SegmentReader reader = new SegmentReader(folder, partition);
    try {
      for (long i = 0; i < skippedEntries; i++) {
        if (reader.next() == null) {
          throw new IOException("%s has %d entries, but %d are said to be done"
              .formatted(partition.name(), i, skippedEntries));
        }
      }
    } catch (IOException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  /** How many segments a folder has; they are numbered from 1. */
  public static int segmentCount(Path folder) throws IOException {
    return Segments.count(folder);
  }

  /** All entries of one segment; used to go through segments from the last to the first. */
  public static List<ManifestEntry> readSegment(Path folder, int segment) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    try (SegmentReader reader = new SegmentReader(folder, new Partition(segment, segment))) {
      ManifestEntry entry = reader.next();
      while (entry != null) {
        entries.add(entry);
        entry = reader.next();
      }
    }
    return entries;
  }

  /** The next entry, or null after the last one. */
  public @Nullable ManifestEntry next() throws IOException {
    while (!block.hasNext()) {
      if (!nextBlock()) {
        return null;
      }
    }
    return block.next();
  }

  @Override
  public void close() throws IOException {
    BlockFileReader<ManifestEntry> current = file;
    file = null;
    if (current != null) {
      current.close();
    }
  }

  private boolean nextBlock() throws IOException {
    while (true) {
      if (file == null) {
        if (nextSegment > partition.lastSegment()) {
          return false;
        }
        file = BlockFileReader.open(Segments.file(folder, nextSegment), FORMAT);
        nextSegment++;
      }
      List<ManifestEntry> entries = file.next();
      if (!entries.isEmpty()) {
        block = entries.iterator();
        return true;
      }
      close();
    }
  }
}
