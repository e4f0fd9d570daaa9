package io.efsmigrator.scan;

/** What a scan is for. */
public enum ScanMode {
  /** To prepare a copy: directories are created, differences go into the manifest. */
  PREPARE,
  /** To prove a copy: nothing is written to the target, each difference is a problem. */
  PROVE,
  /**
   * To find late writes, before a tree is copied back over the one it came from: nothing is written,
   * and whatever somebody changed in the target after a time, and the source does not have so, is a
   * problem. A copy would take it away.
   */
  FIND_LATE
}
