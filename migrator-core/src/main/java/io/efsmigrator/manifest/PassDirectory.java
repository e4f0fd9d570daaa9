package io.efsmigrator.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder {@code runs/<migration>/pass-<n>/} and the names of everything in it.
 *
 * @param path the folder itself
 */
public record PassDirectory(Path path) {

  /** Name of the ledger of finishing, beside those of the partitions. */
  public static final String FINISH_LEDGER = "finish.avro";

  /** Creates the folder and those for segments and ledgers, as far as they are missing. */
  public PassDirectory create() throws IOException {
    for (Path folder : List.of(segments(), links(), deletes(), directories(), ledgers())) {
      Files.createDirectories(folder);
      DurableFile.syncFolderOf(folder);
    }
    return this;
  }

  /** Directories that are still to be listed; only ever appended to. */
  public Path frontier() {
    return path.resolve("frontier");
  }

  /** How far the scan has come: the lengths of the files it appends to. */
  public Path checkpoint() {
    return path.resolve("checkpoint");
  }

  /** Folder of the segments with everything to copy. */
  public Path segments() {
    return path.resolve("segments");
  }

  /** Folder of the segments with hard links to make after the copy. */
  public Path links() {
    return path.resolve("links");
  }

  /** Folder of the segments with entries to remove from the target. */
  public Path deletes() {
    return path.resolve("deletes");
  }

  /** Folder of the segments with directories whose attributes are set last. */
  public Path directories() {
    return path.resolve("directories");
  }

  /** Folder of the ledgers, one per partition. */
  public Path ledgers() {
    return path.resolve("ledger");
  }

  /** The ledger of a partition. */
  public Path ledger(Partition partition) {
    return ledgers().resolve(partition.name() + ".avro");
  }

  /** How far the copies of large files have come; made when it is needed. */
  public Path largeFiles() {
    return path.resolve("large");
  }

  /** What finishing the tree has done so far. */
  public Path finishLedger() {
    return ledgers().resolve(FINISH_LEDGER);
  }

  /** What the scan found, in numbers; there only once the scan is finished. */
  public Path summary() {
    return path.resolve("summary");
  }

  /** All partitions of a finished scan. */
  public List<Partition> partitions() throws IOException {
    int segments = Segments.count(segments());
    List<Partition> partitions = new ArrayList<>(Partition.within(segments));
    int grouped = partitions.isEmpty() ? 0 : partitions.getLast().lastSegment();
    if (grouped < segments) {
      partitions.add(new Partition(grouped + 1, segments));
    }
    return List.copyOf(partitions);
  }
}
