package io.efsmigrator.app.job;

import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.posix.RelativePath;

/** Of which files the content is read again. */
enum Sampling {
  NOTHING, SOME, EVERYTHING;

  /** One file in so many, the same ones in every run. */
  private static final int ONE_IN = 20;

  static Sampling of(VerifyMode mode) {
    return switch (mode) {
      case NONE, METADATA -> NOTHING;
      case SAMPLE -> SOME;
      case FULL -> EVERYTHING;
    };
  }

  boolean includes(RelativePath path) {
    return switch (this) {
      case NOTHING -> false;
      case SOME -> Math.floorMod(path.hashCode(), ONE_IN) == 0;
      case EVERYTHING -> true;
    };
  }
}
