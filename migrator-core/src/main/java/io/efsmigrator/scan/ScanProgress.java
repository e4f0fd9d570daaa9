package io.efsmigrator.scan;

import io.efsmigrator.manifest.Problem;
import java.util.List;

/**
 * How far a scan has come: numbers of the whole pass so far, and what the last batch found.
 *
 * @param directories directories of the source listed
 * @param entries entries seen in the source
 * @param toCopy entries that need work, hard links included
 * @param bytesToCopy content of the files among them
 * @param toDelete entries to remove from the target
 * @param problems problems found
 * @param finished whether nothing is left to scan
 * @param found the problems of the batch; the first answer after a restart may only hand those of the
 *     last committed batch over again, because their receiver may not have kept them
 */
public record ScanProgress(long directories, long entries, long toCopy, long bytesToCopy,
    long toDelete, long problems, boolean finished, List<Problem> found) {

  public ScanProgress {
    found = List.copyOf(found);
  }
}
