package io.efsmigrator.app.history;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * Reads the H2 file without touching it: a private copy is opened instead.
 *
 * <p>H2 locks the file even for a read-only connection, and a run that starts in that moment would
 * fail. A file that a kill left behind also needs its open transactions rolled back, which only a
 * writer can do. Both are free on a copy.
 */
final class Snapshot {

  static final String FILE = "repository.mv.db";

  private Snapshot() {}

  static HistoryQueries open(Path file) throws SQLException {
    Path folder = copy(file);
    try {
      // No compaction at the end: the copy is thrown away.
      String url = "jdbc:h2:file:" + folder.resolve("repository")
          + ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;MAX_COMPACT_TIME=0";
      return new JdbcHistory(DriverManager.getConnection(url), () -> remove(folder));
    } catch (SQLException e) {
      remove(folder);
      throw e;
    }
  }

  private static Path copy(Path file) {
    try {
      // Created with mode 0700: nobody else reads the copy.
      Path folder = Files.createTempDirectory("efs-migrator-history");
      Files.copy(file, folder.resolve(FILE));
      return folder;
    } catch (AccessDeniedException e) {
      throw new OperatorError(ExitCode.FAILED,
          "the repository " + file + " may not be read by this user",
          "Run as the user who launched the migration.", e);
    } catch (IOException e) {
      throw new OperatorError(ExitCode.FAILED,
          "the repository cannot be copied for reading: " + e.getMessage(),
          "Check the space left in " + System.getProperty("java.io.tmpdir") + ".", e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
