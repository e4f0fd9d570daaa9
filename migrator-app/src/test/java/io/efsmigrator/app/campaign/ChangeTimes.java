package io.efsmigrator.app.campaign;

import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * When the inodes of some files of the target last changed.
 *
 * <p>The kernel's own witness of a second copy: nobody can write a file, or give it times, without
 * moving its ctime. Names that share an inode are left out, making a link moves it too.
 */
final class ChangeTimes {

  private ChangeTimes() {}

  static Map<RelativePath, Timestamp> of(Path root, Collection<RelativePath> paths)
      throws IOException {
    Map<RelativePath, Timestamp> times = new HashMap<>();
    try (DirectoryTree tree = DirectoryTree.open(root)) {
      for (RelativePath path : paths) {
        try (DirectoryTree.Lease lease = tree.directory(path.parent())) {
          lease.directory().find(path.name()).filter(stat -> stat.linkCount() == 1)
              .ifPresent(stat -> times.put(path, stat.ctime()));
        }
      }
    }
    return times;
  }
}
