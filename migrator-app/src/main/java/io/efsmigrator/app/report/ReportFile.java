package io.efsmigrator.app.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** A page on disk: whole or not there, and readable only for its owner, since it names recordings. */
public final class ReportFile {

  private static final FileAttribute<?> FOLDER = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private ReportFile() {}

  /**
   * Writes the page, in place of one that is there.
   *
   * @throws IOException if it cannot; an earlier page then stays as it was
   */
  public static void write(Path page, String html) throws IOException {
    Path folder = Objects.requireNonNull(page.toAbsolutePath().getParent(), "a file in a folder");
    Files.createDirectories(folder, FOLDER);
    // Made with mode 0600.
    Path written = Files.createTempFile(folder, ".report", ".html");
    try {
      Files.writeString(written, html, StandardCharsets.UTF_8);
      Files.move(written, page, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
