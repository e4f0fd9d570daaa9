package io.efsmigrator.scan;

/**
 * What a scan has found so far.
 *
 * @param directories directories of the source listed
 * @param entries entries seen in the source
 * @param toCopy entries of the segments that have something to copy
 * @param bytesToCopy content of the files among them
 * @param links hard links to make
 * @param deletes entries to remove from the target
 * @param problems problems
 */
record ScanCounts(long directories, long entries, long toCopy, long bytesToCopy, long links,
    long deletes, long problems) {

  static final ScanCounts NONE = new ScanCounts(0, 0, 0, 0, 0, 0, 0);

  ScanCounts plus(ScanCounts more) {
    return new ScanCounts(directories + more.directories, entries + more.entries,
        toCopy + more.toCopy, bytesToCopy + more.bytesToCopy, links + more.links,
        deletes + more.deletes, problems + more.problems);
  }

  static ScanCounts ofSeen(long directories, long entries) {
    return new ScanCounts(directories, entries, 0, 0, 0, 0, 0);
  }

  static ScanCounts ofCopy(long bytes) {
    return new ScanCounts(0, 0, 1, bytes, 0, 0, 0);
  }

  static ScanCounts ofLink() {
    return new ScanCounts(0, 0, 0, 0, 1, 0, 0);
  }

  static ScanCounts ofDelete() {
    return new ScanCounts(0, 0, 0, 0, 0, 1, 0);
  }

  static ScanCounts ofProblem() {
    return new ScanCounts(0, 0, 0, 0, 0, 0, 1);
  }
}
