package io.efsmigrator.manifest;

/** What became of an entry. The order is the one in the files: append, never reorder. */
public enum Outcome {
  /** Content and attributes are in the target. */
  COPIED,
  /** The further name is in the target. */
  LINKED,
  /** Nothing had to be done. */
  UNCHANGED,
  /** The target no longer has it. */
  DELETED,
  /** Owner, mode and times were set. */
  ATTRIBUTES_SET,
  /** The source no longer had it; the next pass removes what the target has. */
  VANISHED,
  /** It kept changing while it was read; the next pass copies it. */
  IN_FLUX,
  /** It could not be done; the error number and the detail say why. */
  FAILED
}
