package io.efsmigrator.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Small files that are replaced whole: after a crash either the old content is there or the new one.
 *
 * <p>Written beside under a name ending in {@code .new}, synced, renamed over the old one, and the
 * folder synced: without the last step a power loss may take the rename back.
 */
public final class DurableFile {

  private DurableFile() {}

  /** Makes this the content of the file, durably, before it returns. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    syncFolderOf(file);
  }

  /** Makes creation, renaming or removal of this file durable. */
  public static void syncFolderOf(Path file) throws IOException {
    syncFolder(folder(file));
  }

  /** Makes creation, renaming and removal of names in this folder durable. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The folder that this file is in. */
  public static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is in no folder");
    }
    return parent;
  }
}
