package io.efsmigrator.copy;

import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.SegmentReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The work of finishing in its one order: hard links as written, then deletes and directories each
 * from the last to the first.
 *
 * <p>The scan writes a directory before everything below it. Read backwards, every entry therefore
 * comes before the directory that holds it: deletes find their directories empty, and a directory gets
 * its times and its mode after nothing below it changes any more. One segment is in memory.
 */
final class FinishWork {

  /** What one entry is about; the manifest's kind alone does not tell whose attributes it means. */
  enum Phase {
    LINKS, DELETES, DIRECTORIES
  }

  /** An entry with the phase it belongs to. */
  record Item(Phase phase, ManifestEntry entry) {}

  private final PassDirectory pass;
  private final Deque<ManifestEntry> segment = new ArrayDeque<>();
  private final int linkSegments;
  private Phase phase = Phase.LINKS;
  private int nextSegment = 1;

  private FinishWork(PassDirectory pass) throws IOException {
    this.pass = pass;
    this.linkSegments = SegmentReader.segmentCount(pass.links());
  }

  /** All work but the first so many items, which are done. */
  static FinishWork after(PassDirectory pass, long done) throws IOException {
    FinishWork work = new FinishWork(pass);
    for (long i = 0; i < done; i++) {
      if (work.next() == null) {
        throw new IOException(pass.path() + " has " + i + " entries to finish, but " + done
            + " are said to be done");
      }
    }
    return work;
  }

  /** The next item, or null after the last one. */
  @Nullable
  Item next() throws IOException {
    while (segment.isEmpty()) {
      if (!load()) {
        return null;
      }
    }
    return new Item(phase, phase == Phase.LINKS ? segment.removeFirst() : segment.removeLast());
  }

  /** Loads a segment, or goes on to the next phase; false when there is none. */
  private boolean load() throws IOException {
    return switch (phase) {
      case LINKS -> {
        if (nextSegment <= linkSegments) {
          segment.addAll(SegmentReader.readSegment(pass.links(), nextSegment++));
        } else {
          phase = Phase.DELETES;
          nextSegment = SegmentReader.segmentCount(pass.deletes());
        }
        yield true;
      }
      case DELETES -> {
        if (nextSegment > 0) {
          segment.addAll(SegmentReader.readSegment(pass.deletes(), nextSegment--));
        } else {
          phase = Phase.DIRECTORIES;
          nextSegment = SegmentReader.segmentCount(pass.directories());
        }
        yield true;
      }
      case DIRECTORIES -> {
        if (nextSegment > 0) {
          segment.addAll(SegmentReader.readSegment(pass.directories(), nextSegment--));
          yield true;
        }
        yield false;
      }
    };
  }
}
