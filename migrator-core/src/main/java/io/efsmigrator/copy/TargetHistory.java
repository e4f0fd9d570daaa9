package io.efsmigrator.copy;

/** What the caller's state knows about a target directory. */
public enum TargetHistory {
  /** Nothing: content in it is somebody else's. */
  UNKNOWN,
  /** An earlier run of this migration wrote it; its marker left with the proof. */
  OURS
}
