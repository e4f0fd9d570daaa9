package io.efsmigrator.app.sandbox;

import io.efsmigrator.efs.FileSystemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code DIR/mounts}: which directory is which file system, one line each, id, tab, directory.
 *
 * <p>The nodes' agents read it too, with {@code awk}; so a directory is the rest of its line.
 */
final class MountTable {

  private final Path file;

  MountTable(Path file) {
    this.file = file;
  }

  Map<FileSystemId, Path> read() throws IOException {
    Map<FileSystemId, Path> mounts = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int tab = line.indexOf('\t');
        mounts.put(new FileSystemId(line.substring(0, tab)), Path.of(line.substring(tab + 1)));
      }
    } catch (NoSuchFileException e) {
      // A sandbox that is being made has no mount yet.
    }
    return mounts;
  }

  void add(FileSystemId fileSystem, Path directory) throws IOException {
    Map<FileSystemId, Path> mounts = read();
    mounts.put(fileSystem, directory);
    StringBuilder text = new StringBuilder();
    mounts.forEach((id, path) -> text.append(id).append('\t').append(path).append('\n'));
    AtomicFiles.write(file, text.toString());
  }
}
