package io.efsmigrator.app.history;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Chooses how to ask: PostgreSQL, the process that owns the H2 file, or the file itself. */
public final class History {

  /** The environment variable that holds the password of the database, if it needs one. */
  public static final String PASSWORD = "EFS_MIGRATOR_DB_PASSWORD";
  /** The owner may end, and the next one start, between two looks: so look again a few times. */
  private static final int LOOKS = 5;

  private History() {}

  /**
   * Opens the history of a state folder, or of a database.
   *
   * @param environment where the password may stand
   */
  public static HistoryQueries open(Path stateFolder, @Nullable String databaseUrl,
      Map<String, String> environment) {
    return databaseUrl == null ? local(stateFolder) : remote(databaseUrl, environment);
  }

  /**
   * Whether somebody works on that execution: a process that answers for its file, or one that holds a
   * lease in a database that several share. In a file without an owner nobody does, whatever its rows
   * say.
   */
  public static boolean runs(HistoryQueries history, Row execution) {
    return execution.text("status").startsWith("START")
        && (history instanceof Owner || (history instanceof JdbcHistory shared && shared.isShared()
            && heldLease(history, execution)));
  }

  private static boolean heldLease(HistoryQueries history, Row execution) {
    return history
        .ask(Question.of(Question.Topic.LEASES, execution.number("job_execution_id"))).rows()
        .stream().anyMatch(lease -> !lease.text("owner").isEmpty());
  }

  private static HistoryQueries remote(String databaseUrl, Map<String, String> environment) {
    Properties properties = new Properties();
    String password = environment.get(PASSWORD);
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", "efs-migrator history");
    try {
      // A reader shall never hold a lock that a run waits for.
      properties.setProperty("readOnly", "true");
      return JdbcHistory.shared(DriverManager.getConnection(databaseUrl, properties));
    } catch (SQLException e) {
      throw new OperatorError(ExitCode.FAILED,
          "the database cannot be reached: " + JdbcHistory.firstLine(e),
          "Check --db, the server, and the password in PGPASSFILE or " + PASSWORD + ".", e);
    }
  }

  /** The file of a history that is kept in no database elsewhere. */
  public static Path file(Path stateFolder) {
    return stateFolder.resolve(Snapshot.FILE);
  }

  private static HistoryQueries local(Path stateFolder) {
    Path file = file(stateFolder);
    SQLException failure = null;
    for (int look = 0; look < LOOKS; look++) {
      Optional<Owner> owner = Owner.of(stateFolder);
      if (owner.isPresent()) {
        return owner.get();
      }
      if (!Files.exists(file)) {
        throw new OperatorError(ExitCode.USAGE, "there is no history in " + stateFolder,
            "Start with `migrator launch` or `migrator demo`, or name the state folder with --state DIR or -c FILE.");
      }
      try {
        return Snapshot.open(file);
      } catch (SQLException e) {
        // Somebody may have begun to write while the file was read.
        failure = e;
      }
    }
    throw new OperatorError(ExitCode.FAILED, "the repository " + file + " cannot be read: "
        + (failure == null ? "" : JdbcHistory.firstLine(failure)),
        "If no migration is starting right now, restore the file from a backup; the copied data is not affected.",
        failure);
  }
}
