package io.efsmigrator.copy;

import io.efsmigrator.posix.PosixException;
import java.io.IOException;

/** A system call on the source failed; without this type it would look like one on the target. */
final class SourceReadException extends IOException {

  private final PosixException error;

  SourceReadException(PosixException error) {
    super(error.getMessage(), error);
    this.error = error;
  }

  PosixException error() {
    return error;
  }
}
