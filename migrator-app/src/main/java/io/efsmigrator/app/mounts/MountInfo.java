package io.efsmigrator.app.mounts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's table of mounts, as {@code /proc/self/mountinfo} gives it.
 *
 * <p>Its lines stand in the order of mounting, so of several mounts at one path the last one is what
 * a program sees.
 */
record MountInfo(List<Mount> mounts) {

  /**
   * One line.
   *
   * @param root what of the file system is mounted: {@code /}, or a directory of it for a bind mount
   * @param type for example {@code nfs4}
   * @param source for example {@code fs-0123.efs.us-east-1.amazonaws.com:/}
   * @param address the server's address from the option {@code addr}, if there is one
   */
  record Mount(String root, Path mountPoint, String type, String source,
      Optional<String> address) {}

  private static final int ROOT = 3;
  private static final int MOUNT_POINT = 4;
  private static final int FIRST_OPTIONAL = 6;

  MountInfo {
    mounts = List.copyOf(mounts);
  }

  /** Reads the table; a line that is no line of it is refused, for it may hide a mount. */
  static MountInfo parse(String text) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        mounts.add(parseLine(line));
      }
    }
    return new MountInfo(mounts);
  }

  private static Mount parseLine(String line) {
    String[] fields = line.split(" ", -1);
    // Any number of optional fields, then a lone hyphen, then type, source and options.
    int hyphen = FIRST_OPTIONAL;
    while (hyphen < fields.length && !fields[hyphen].equals("-")) {
      hyphen++;
    }
    if (hyphen + 3 >= fields.length) {
      throw new IllegalArgumentException("not a line of mountinfo: " + line);
    }
    Optional<String> address = Optional.empty();
    for (String option : fields[hyphen + 3].split(",", -1)) {
      if (option.startsWith("addr=")) {
        address = Optional.of(option.substring("addr=".length()));
      }
    }
    return new Mount(unescaped(fields[ROOT]), Path.of(unescaped(fields[MOUNT_POINT])),
        fields[hyphen + 1], unescaped(fields[hyphen + 2]), address);
  }

  /** Space, tab, newline and backslash stand as three octal digits. */
  static String unescaped(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (int index = 0; index < bytes.length; index++) {
      if (bytes[index] == '\\' && index + 3 < bytes.length && isOctal(bytes, index + 1)) {
        plain.write((bytes[index + 1] - '0') << 6 | (bytes[index + 2] - '0') << 3
            | (bytes[index + 3] - '0'));
        index += 3;
      } else {
        plain.write(bytes[index]);
      }
    }
    return plain.toString(StandardCharsets.UTF_8);
  }

  private static boolean isOctal(byte[] bytes, int from) {
    for (int index = from; index < from + 3; index++) {
      if (bytes[index] < '0' || bytes[index] > '7') {
        return false;
      }
    }
    return true;
  }

  /** What is mounted exactly at that path: the topmost of the mounts there. */
  Optional<Mount> at(Path path) {
    Optional<Mount> found = Optional.empty();
    for (Mount mount : mounts) {
      if (mount.mountPoint().equals(path)) {
        found = Optional.of(mount);
      } else if (path.startsWith(mount.mountPoint()) && found.isPresent()) {
        // A later mount over a parent directory hides the one found.
        found = Optional.empty();
      }
    }
    return found;
  }
}
