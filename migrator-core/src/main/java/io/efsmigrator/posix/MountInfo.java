package io.efsmigrator.posix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's table of mounts, as {@code /proc/self/mountinfo} gives it.
 *
 * <p>The lines are a tree: each mount names the mount it stands on. What a program sees at a path is
 * found by walking down it as the kernel does; the order of the lines says nothing.
 *
 * <p>Reading it asks no server, so it answers even if a mount hangs.
 *
 * @param mounts in the order of the lines
 */
public record MountInfo(List<Mount> mounts) {

  /**
   * One line.
   *
   * @param id of the mount
   * @param parent the id of the mount on which it stands
   * @param device numbers of the file system's device, as {@code 0:45}
   * @param root what of the file system is mounted: {@code /}, or a directory of it for a bind mount
   * @param mountPoint as text: somebody else's mount may have a name that is no path in this locale
   * @param type for example {@code nfs4}
   * @param source for example {@code fs-0123.efs.us-east-1.amazonaws.com:/}
   * @param options of the file system, such as {@code rw} and {@code addr=10.0.0.1}
   */
  public record Mount(int id, int parent, String device, String root, String mountPoint,
      String type, String source, List<String> options) {

    private static final String ADDRESS = "addr=";

    public Mount {
      options = List.copyOf(options);
    }

    /** The server's address, if the file system has one. */
    public Optional<String> address() {
      return options.stream().filter(option -> option.startsWith(ADDRESS)).findFirst()
          .map(option -> option.substring(ADDRESS.length()));
    }
  }

  private static final Path OF_THIS_PROCESS = Path.of("/proc/self/mountinfo");

  private static final int DEVICE = 2;
  private static final int ROOT = 3;
  private static final int MOUNT_POINT = 4;
  private static final int FIRST_OPTIONAL = 6;

  public MountInfo {
    mounts = List.copyOf(mounts);
  }

  /** The mounts that this process sees now. */
  public static MountInfo read() throws IOException {
    return read(OF_THIS_PROCESS);
  }

  /** The mounts in a file of this form. Names that are no UTF-8 are not told apart. */
  public static MountInfo read(Path file) throws IOException {
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
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
    return new Mount(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]),
        fields[DEVICE], unescaped(fields[ROOT]), unescaped(fields[MOUNT_POINT]), fields[hyphen + 1],
        unescaped(fields[hyphen + 2]), List.of(fields[hyphen + 3].split(",", -1)));
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

  /** What is mounted exactly at that path, as far as it can be seen. */
  public Optional<Mount> at(Path path) {
    return covering(path).filter(mount -> mount.mountPoint().equals(path.toString()));
  }

  /** The mount in which that path lies, as far as it can be seen. */
  public Optional<Mount> covering(Path path) {
    Optional<Mount> here = Optional.empty();
    Path prefix = path.getRoot();
    here = topmost(here, prefix);
    for (Path name : path) {
      prefix = prefix.resolve(name);
      here = topmost(here, prefix);
    }
    return here;
  }

  /** The mount that is reached at that point from the one below: mounts stand on each other. */
  private Optional<Mount> topmost(Optional<Mount> below, Path point) {
    Optional<Mount> top = below;
    // Each step goes up one mount, and there are no more than these.
    for (int step = 0; step < mounts.size(); step++) {
      Optional<Mount> next = standingOn(top, point);
      if (next.isEmpty()) {
        break;
      }
      top = next;
    }
    return top;
  }

  private Optional<Mount> standingOn(Optional<Mount> below, Path point) {
    return mounts.stream().filter(mount -> mount.mountPoint().equals(point.toString()))
        .filter(mount -> below.isPresent()
            ? mount.parent() == below.get().id() && mount.id() != mount.parent()
            : isRoot(mount))
        .findFirst();
  }

  /** The first mount of a namespace stands on one that the table does not show. */
  private boolean isRoot(Mount mount) {
    return mounts.stream()
        .noneMatch(other -> other.id() == mount.parent() && other.id() != mount.id());
  }
}
