package io.efsmigrator.app.launch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.Set;

/** The row of table {@code lease} of one migration. All times are those of the database. */
final class LeaseRow {

  /** SQLSTATE of a duplicate key, in H2 and in PostgreSQL. */
  private static final Set<String> DUPLICATE_KEY = Set.of("23505");

  /** What stands in the row: who has the lease, under which number, and how old its last beat is. */
  record Content(Holder holder, long fence, Duration age) {}

  private final Connection connection;
  private final String migrationId;

  LeaseRow(Connection connection, String migrationId) {
    this.connection = connection;
    this.migrationId = migrationId;
  }

  /** Lease and first beat are one row: a holder without a beat could never be taken over. */
  void insertIfMissing(Holder me) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "insert into lease (migration_id, owner, host, pid, fence, heartbeat_at, stop_requested)"
            + " select ?, '', ?, ?, 0, current_timestamp, false"
            + " where not exists (select 1 from lease where migration_id = ?)")) {
      statement.setString(1, migrationId);
      statement.setString(2, me.host());
      statement.setLong(3, me.pid());
      statement.setString(4, migrationId);
      statement.executeUpdate();
    } catch (SQLIntegrityConstraintViolationException e) {
      // Somebody else inserted it in the same moment.
    } catch (SQLException e) {
      if (!DUPLICATE_KEY.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
    }
  }

  Content read() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "select owner, host, pid, fence,"
            + " extract(epoch from (current_timestamp - heartbeat_at)) as age"
            + " from lease where migration_id = ?")) {
      statement.setString(1, migrationId);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the lease of " + migrationId + " has vanished");
        }
        return new Content(new Holder(row.getString(1), row.getString(2), row.getLong(3)),
            row.getLong(4), Duration.ofMillis((long) (row.getDouble(5) * 1000)));
      }
    }
  }

  boolean takeOver(Holder me, long formerFence) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "update lease set owner = ?, host = ?, pid = ?, fence = ?,"
            + " heartbeat_at = current_timestamp, stop_requested = false, stalled = null"
            + " where migration_id = ? and fence = ?")) {
      statement.setString(1, me.owner());
      statement.setString(2, me.host());
      statement.setLong(3, me.pid());
      statement.setLong(4, formerFence + 1);
      statement.setString(5, migrationId);
      statement.setLong(6, formerFence);
      return statement.executeUpdate() == 1;
    }
  }

  void release(Holder me, long fence) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "update lease set owner = '', stop_requested = false, stalled = null"
            + " where migration_id = ? and owner = ? and fence = ?")) {
      statement.setString(1, migrationId);
      statement.setString(2, me.owner());
      statement.setLong(3, fence);
      statement.executeUpdate();
    }
  }
}
