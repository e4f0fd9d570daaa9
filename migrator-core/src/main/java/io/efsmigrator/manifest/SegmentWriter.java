package io.efsmigrator.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes manifest entries into segments of at most so many entries each.
 *
 * <p>Entries count once {@link #commit} has returned and the position it returned is in the scan's
 * checkpoint. A restart {@link #open}s at the position of the checkpoint: whatever was written after
 * it is cut off, and the same entries come again. Not for several threads.
 *
 * <p>A segment that is at least a quarter full when it is committed takes no more entries, so that
 * whoever waits for complete segments need not wait until it is full. Whether it is complete follows
 * from the committed position alone, so a restart sees it the same way.
 */
public final class SegmentWriter implements Closeable {

  /** How many entries a segment has unless somebody asks for another number. */
  public static final int DEFAULT_MAX_ENTRIES = 1000;

  /** Of a segment's entries, one part in so many completes it. */
  private static final int COMPLETE_PART = 4;

  private static final ManifestFormat FORMAT = new ManifestFormat();

  private final Path folder;
  private final int maxEntries;
  private final List<ManifestEntry> pending = new ArrayList<>();
  private @Nullable BlockFileWriter<ManifestEntry> file;
  private int segment;
  private int entries;
  private long totalEntries;
  private boolean complete;

  private SegmentWriter(Path folder, int maxEntries, SegmentPosition position) {
    this.folder = folder;
    this.maxEntries = maxEntries;
    this.segment = position.segment();
    this.entries = position.entries();
    this.totalEntries = position.totalEntries();
    this.complete = isComplete();
  }

  /** Goes on at a committed position, or anew at {@link SegmentPosition#START}. */
  public static SegmentWriter open(Path folder, int maxEntries, SegmentPosition position)
      throws IOException {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("a segment has at least one entry, not " + maxEntries);
    }
    Segments.removeAfter(folder, position.segment());
    SegmentWriter writer = new SegmentWriter(folder, maxEntries, position);
    if (position.segment() > 0) {
      writer.file = BlockFileWriter.append(Segments.file(folder, position.segment()), FORMAT,
          position.length());
    }
    return writer;
  }

  /** Adds an entry; it is not durable yet. */
  public void append(ManifestEntry entry) throws IOException {
    if (file == null || complete || entries == maxEntries) {
      roll();
    }
    pending.add(entry);
    entries++;
    totalEntries++;
  }

  /** Makes all entries durable and answers where they end. */
  public SegmentPosition commit() throws IOException {
    BlockFileWriter<ManifestEntry> current = file;
    if (current == null) {
      return SegmentPosition.START;
    }
    current.write(pending);
    pending.clear();
    current.force();
    complete = isComplete();
    return new SegmentPosition(segment, current.length(), entries, totalEntries);
  }

  /** How many segments take no more entries; right after a commit, all of theirs are durable. */
  public int completeSegments() {
    return complete ? segment : Math.max(0, segment - 1);
  }

  /** How many entries all segments have, the uncommitted ones included. */
  public long totalEntries() {
    return totalEntries;
  }

  /** Closes the file; what was not committed is lost on purpose. */
  @Override
  public void close() throws IOException {
    BlockFileWriter<ManifestEntry> current = file;
    file = null;
    if (current != null) {
      current.close();
    }
  }

  private boolean isComplete() {
    return segment > 0 && entries * COMPLETE_PART >= maxEntries;
  }

  private void roll() throws IOException {
    commit();
    close();
    segment++;
    entries = 0;
    complete = false;
    file = BlockFileWriter.create(Segments.file(folder, segment), FORMAT);
  }
}
