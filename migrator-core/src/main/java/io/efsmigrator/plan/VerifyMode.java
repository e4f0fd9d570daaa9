package io.efsmigrator.plan;

/** How thoroughly the copy is verified. */
public enum VerifyMode {
  /** Not at all; never enough for a cutover. */
  NONE,
  /** Types, sizes, times, owners, modes and links of everything. */
  METADATA,
  /** Metadata of everything, content of a random part. */
  SAMPLE,
  /** Metadata and content of everything. */
  FULL
}
