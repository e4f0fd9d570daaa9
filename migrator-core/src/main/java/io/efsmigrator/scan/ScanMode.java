package io.efsmigrator.scan;

/** What a scan is for. */
public enum ScanMode {
  /** To prepare a copy: directories are created, differences go into the manifest. */
  PREPARE,
  /** To prove a copy: nothing is written to the target, each difference is a problem. */
  PROVE
}
