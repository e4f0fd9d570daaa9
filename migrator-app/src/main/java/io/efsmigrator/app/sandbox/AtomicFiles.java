package io.efsmigrator.app.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are replaced whole: whoever is killed here leaves the old content or the new one. */
final class AtomicFiles {

  private AtomicFiles() {}

  static void write(Path file, String content) throws IOException {
    replace(file, content.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
  }

  static void writeExecutable(Path file, byte[] content) throws IOException {
    replace(file, content, "rwxr-xr-x");
  }

  private static void replace(Path file, byte[] content, String mode) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE,
        StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(mode));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
