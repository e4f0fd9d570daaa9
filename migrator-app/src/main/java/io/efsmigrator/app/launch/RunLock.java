package io.efsmigrator.app.launch;

import java.io.IOException;
import java.sql.SQLException;

/**
 * The lock that lets one process at a time work on a migration. It dies with its process, however
 * that ends, so a run that was killed can be restarted at once.
 *
 * <p>Batch has no such thing: its check for a running execution and the creation of the next one are
 * two transactions since version 6, and four processes that restart the same execution all run.
 */
public sealed interface RunLock extends AutoCloseable permits FileRunLock, DatabaseRunLock {

  /** Takes the lock of the repository's kind, or says who has it. Never waits. */
  static RunLock take(RepositorySettings settings, String migrationId, Holder me)
      throws HeldException, IOException, SQLException {
    return settings.isH2()
        ? FileRunLock.take(settings.stateDirectory(), me)
        : DatabaseRunLock.take(settings, migrationId);
  }

  /** Throws if the lock is certainly or possibly gone. */
  void check() throws IOException, SQLException;

  @Override
  void close() throws IOException, SQLException;
}
