package io.efsmigrator.archive;

/** How an object is kept and paid for, in the words of S3. */
public enum StorageClass {
  /** At hand at once. */
  STANDARD,
  /** At hand at once; reading costs, and 30 days are paid at least. */
  STANDARD_IA,
  /** The same in one Availability Zone: lost with it. */
  ONEZONE_IA,
  /** Moved between classes by use. */
  INTELLIGENT_TIERING,
  /** At hand at once; reading costs more, and 90 days are paid at least. */
  GLACIER_IR,
  /** To be restored for minutes to hours before it can be read. */
  GLACIER,
  /** To be restored for hours before it can be read; the cheapest. */
  DEEP_ARCHIVE
}
