package io.efsmigrator.app.mounts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The mount that a path leads into, read from the kernel's table: no server is asked, so this answers
 * even if the mount hangs.
 */
public final class CoveringMount {

  private static final Path MOUNT_INFO = Path.of("/proc/self/mountinfo");

  private CoveringMount() {}

  /** What tells this mount from any other, in words; the path has no link in it. */
  public static String of(Path path) throws IOException {
    return MountInfo.parse(Files.readString(MOUNT_INFO, StandardCharsets.UTF_8)).covering(path)
        .map(MountInfo.Mount::toString).orElse("nothing");
  }
}
