package io.efsmigrator.scan;

/** Whether files that are equal by their metadata appear in the manifest. */
public enum UnchangedFiles {
  /** No: there is nothing to do for them. */
  LEFT_OUT,
  /** Yes, so that the verification reads their content as well. */
  LISTED
}
