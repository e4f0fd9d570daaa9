package io.efsmigrator.app.launch;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What has to be done before a repository can be opened, and words for what went wrong. */
public final class Repositories {

  private Repositories() {}

  /** Prepares the state folder and takes the run lock. */
  public static RunLock lock(RepositorySettings settings, String migrationId, Holder me)
      throws HeldException {
    StateFolder.prepare(settings);
    try {
      return RunLock.take(settings, migrationId, me);
    } catch (IOException | SQLException e) {
      throw new OperatorError(ExitCode.REFUSED,
          "The run lock of " + shown(settings) + " cannot be taken: " + e.getMessage() + ".",
          "Check that the state folder is on a local disk, or that the database answers.", e);
    }
  }

  /** The repository as it may be shown: without a password. */
  public static String shown(RepositorySettings settings) {
    String url = settings.databaseUrl();
    if (url == null) {
      return settings.h2File() + ".mv.db";
    }
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /** The message at the bottom of a chain of causes, in one line. */
  public static String rootMessage(Throwable e) {
    Throwable root = e;
    for (@Nullable
    Throwable cause = e; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    String message = root.getMessage() == null
        ? root.getClass().getSimpleName()
        : root.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }
}
