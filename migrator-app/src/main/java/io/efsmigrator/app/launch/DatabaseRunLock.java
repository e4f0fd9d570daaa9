package io.efsmigrator.app.launch;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/**
 * An advisory lock of a PostgreSQL session. It stands on a connection of its own, outside any pool:
 * a pool would give the session, and with it the lock, to somebody else.
 */
public final class DatabaseRunLock implements RunLock {

  /** First half of the key: tells our locks from those of other applications in the database. */
  private static final int NAMESPACE = 0x0EF5_3163;
  private static final int CHECK_SECONDS = 5;

  /** A session outlives its client for a moment: a run that has just ended is not one that runs. */
  private static final int TRIES = 10;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final Connection connection;

  private DatabaseRunLock(Connection connection) {
    this.connection = connection;
  }

  static DatabaseRunLock take(RepositorySettings settings, String migrationId)
      throws HeldException, SQLException {
    Properties properties = settings.secrets();
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "efs-migrator run lock");
    Connection connection = DriverManager.getConnection(settings.jdbcUrl(), properties);
    try {
      for (int i = 0; i < TRIES; i++) {
        if (tryLock(connection, migrationId)) {
          return new DatabaseRunLock(connection);
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
      throw new HeldException(holder(connection, migrationId));
    } catch (HeldException | SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void check() throws SQLException {
    if (!connection.isValid(CHECK_SECONDS)) {
      throw new SQLException("the session that holds the run lock has ended");
    }
  }

  @Override
  public void close() throws SQLException {
    // Unlocked in so many words: the session ends only some time after its connection is closed.
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_unlock_all()");
    } finally {
      connection.close();
    }
  }

  private static boolean tryLock(Connection connection, String migrationId) throws SQLException {
    try (PreparedStatement statement = connection
        .prepareStatement("select pg_try_advisory_lock(?, ?)")) {
      statement.setInt(1, NAMESPACE);
      statement.setInt(2, key(migrationId));
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  /**
   * Who holds the lock, by its lease. A pair of directories is locked under its own name, while each
   * of its runs has a lease under that name and a number.
   */
  private static String holder(Connection connection, String lockId) {
    try (PreparedStatement statement = connection
        .prepareStatement("select host, pid from lease where owner <> ''"
            + " and (migration_id = ? or left(migration_id, length(?) + 1) = ? || '-')"
            + " order by heartbeat_at desc fetch first 1 rows only")) {
      for (int i = 1; i <= 3; i++) {
        statement.setString(i, lockId);
      }
      try (ResultSet result = statement.executeQuery()) {
        return result.next()
            ? "process " + result.getLong(2) + " on " + result.getString(1)
            : "a process that has just started";
      }
    } catch (SQLException e) {
      // The schema may not be there yet: the holder is creating it.
      return "a process that has just started";
    }
  }

  private static int key(String migrationId) {
    CRC32 crc = new CRC32();
    crc.update(migrationId.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }
}
