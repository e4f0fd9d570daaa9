package io.efsmigrator.manifest;

import java.io.IOException;
import java.nio.file.Path;

/** A block of one of our files is cut off or is not what was written. */
public final class DamagedBlockException extends IOException {

  DamagedBlockException(Path file, long position, String what) {
    super("%s is damaged at byte %d: %s".formatted(file, position, what));
  }
}
