package io.efsmigrator.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a directory lies in its file system, whatever mount leads to it.
 *
 * <p>Above the root of a mount there is its mount point, not the directory that really holds it. So
 * going up does not show that a bind mount leads into another tree; the kernel's list of mounts does.
 *
 * @param device numbers of the file system's device
 * @param path from the root of that file system
 */
record MountedPlace(String device, Path path) {

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
  private static final int DEVICE = 2;
  private static final int ROOT = 3;
  private static final int MOUNT_POINT = 4;

  /** The place of a directory, named without links; null where the kernel's list does not tell it. */
  static @Nullable MountedPlace of(Path real) throws IOException {
    MountedPlace place = null;
    int names = -1;
    // Mount points may be any bytes; what is no text here is not what an operator has named.
    String mounts = new String(Files.readAllBytes(MOUNTS), StandardCharsets.UTF_8);
    for (String line : mounts.lines().toList()) {
      String[] fields = line.split(" ", -1);
      Path point = Path.of(unescaped(fields[MOUNT_POINT]));
      // Of two at the same point the later one covers the other.
      if (real.startsWith(point) && point.getNameCount() >= names) {
        names = point.getNameCount();
        place = new MountedPlace(fields[DEVICE],
            Path.of(unescaped(fields[ROOT])).resolve(point.relativize(real)).normalize());
      }
    }
    return place;
  }

  /** Whether the other directory is this one or lies in it. */
  boolean holds(MountedPlace other) {
    return device.equals(other.device) && other.path.startsWith(path);
  }

  private static String unescaped(String field) {
    return ESCAPED.matcher(field)
        .replaceAll(escaped -> Matcher.quoteReplacement(
            String.valueOf((char) Integer.parseInt(escaped.group(1), 8))));
  }
}
