package io.efsmigrator.scan;

import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Some entries of one directory, looked at by one thread, and what came of them.
 *
 * <p>First the source's names by index, then the target's extra ones, as if they stood in one list.
 */
final class Slice {

  /** Few enough that a directory of thousands is spread over all threads. */
  static final int MAX_ENTRIES = 128;

  final DirectoryScan scan;
  final int from;
  final int to;
  final List<FrontierDirectory> children = new ArrayList<>();
  final List<ManifestEntry> toCopy = new ArrayList<>();
  final List<ManifestEntry> toDelete = new ArrayList<>();
  final List<LinkName> linkNames = new ArrayList<>();
  final List<Problem> problems = new ArrayList<>();
  long seen;
  boolean targetChanged;

  Slice(DirectoryScan scan, int from, int to) {
    this.scan = scan;
    this.from = from;
    this.to = to;
  }
}
