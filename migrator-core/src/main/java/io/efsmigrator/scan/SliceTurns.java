package io.efsmigrator.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The entries of a batch, slice by slice, directories taking turns, in portions that fit into memory.
 *
 * <p>A slice is made when its portion is taken and holds what came of its entries; so a portion must
 * not be kept once that has been written down.
 */
final class SliceTurns {

  /** What an entry takes beside its path: stats, manifest entry, problem. */
  private static final int BYTES_PER_ENTRY = 512;
  /** Some eight thousand entries with paths of usual length. */
  private static final long PORTION_BYTES = 5 << 20;

  private final Deque<DirectoryScan> turns;

  SliceTurns(Collection<DirectoryScan> scans) {
    this.turns = new ArrayDeque<>(scans);
  }

  /** The next portion; empty after the last one. */
  List<Slice> next() {
    List<Slice> portion = new ArrayList<>();
    long bytes = 0;
    while (bytes < PORTION_BYTES && !turns.isEmpty()) {
      DirectoryScan scan = turns.removeFirst();
      Slice slice = scan.nextSlice();
      if (slice != null) {
        portion.add(slice);
        bytes += (slice.to - slice.from) * (BYTES_PER_ENTRY + 2L * scan.path().length());
        turns.addLast(scan);
      }
    }
    return portion;
  }
}
