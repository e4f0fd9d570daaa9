package io.efsmigrator.app.job;

/** Whether somebody may be writing to the source while it is compared. */
enum Liveness {
  /** The Primary serves: what changed since the last pass is no difference. */
  LIVE,
  /** The writers are paused, or it is a tree at rest: every difference is one. */
  QUIET
}
