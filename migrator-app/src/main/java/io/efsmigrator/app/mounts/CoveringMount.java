package io.efsmigrator.app.mounts;

import io.efsmigrator.posix.MountInfo;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The mount that a path leads into, read from the kernel's table: no server is asked, so this answers
 * even if the mount hangs.
 */
public final class CoveringMount {

  private CoveringMount() {}

  /** What tells this mount from any other, in words; the path has no link in it. */
  public static String of(Path path) throws IOException {
    return MountInfo.read().covering(path)
        .map(MountInfo.Mount::toString).orElse("nothing");
  }
}
