package io.efsmigrator.pass;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Commands of the system, as an independent eye on a tree. */
final class Shell {

  private Shell() {}

  /** Runs a command line in a folder and answers what it printed; fails if it fails. */
  static String run(Path folder, String line) {
    try {
      Process process = new ProcessBuilder("sh", "-c", line).directory(folder.toFile())
          .redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new AssertionError(line + " exits with " + exit + ": " + out);
      }
      return out;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(line, e);
    }
  }

  /** Everything the kernel knows of a tree, change times included. */
  static String everything(Path folder) {
    return run(folder, "find . -printf '%p %y %i %s %b %m %U %G %n %T@ %C@ %l\\n' | sort");
  }

  /** What rsync would still change in a target, by content, attributes and ACLs; nothing if equal. */
  static String rsyncWouldChange(Path source, Path target) {
    return run(source, "rsync -aHAX -n --checksum --delete -i ./ '" + target + "'/");
  }

  static boolean hasRsync() {
    return run(Path.of("/"), "rsync --version 2> /dev/null | grep -c ' xattrs' || true").trim()
        .equals("1");
  }

  static boolean isRoot() {
    return run(Path.of("/"), "id -u").trim().equals("0");
  }
}
