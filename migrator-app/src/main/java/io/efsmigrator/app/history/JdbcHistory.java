package io.efsmigrator.app.history;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks a database directly.
 *
 * <p>Plain JDBC: a {@code status} that takes a second has no time for a framework.
 */
final class JdbcHistory implements HistoryQueries {

  /** A reader gives up rather than keep a connection that the run may want. */
  private static final int TIMEOUT_SECONDS = 10;

  private final Connection connection;
  private final AutoCloseable afterwards;
  private final Sharing sharing;

  /** Who else may be at work in the same database. */
  private enum Sharing {
    OTHERS, NOBODY
  }

  /** Takes the connection over; {@code afterwards} is closed after it. */
  JdbcHistory(Connection connection, AutoCloseable afterwards) {
    this(connection, afterwards, Sharing.NOBODY);
  }

  private JdbcHistory(Connection connection, AutoCloseable afterwards, Sharing sharing) {
    this.connection = connection;
    this.afterwards = afterwards;
    this.sharing = sharing;
  }

  /** Takes over the connection to a database in which runs may be at work. */
  static JdbcHistory shared(Connection connection) {
    return new JdbcHistory(connection, () -> {}, Sharing.OTHERS);
  }

  /** Whether a run may be at work in this database. */
  boolean isShared() {
    return sharing == Sharing.OTHERS;
  }

  @Override
  public Rows ask(Question question) {
    List<Object> arguments = new ArrayList<>();
    String sql = question.sql(arguments);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      for (int i = 0; i < arguments.size(); i++) {
        statement.setObject(i + 1, arguments.get(i));
      }
      try (ResultSet result = statement.executeQuery()) {
        return rows(result);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try (afterwards; connection) {
      // Both are closed, the connection first.
    } catch (Exception e) {
      throw new IllegalStateException("closing the history", e);
    }
  }

  private static OperatorError failed(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    // 42S02 (H2) and 42P01 (PostgreSQL): no such table.
    if (state.startsWith("42S0") || state.equals("42P01")) {
      return new OperatorError(ExitCode.USAGE, "the repository has no tables yet",
          "Start with `migrator launch`, or try again in a moment if one is starting.", e);
    }
    return new OperatorError(ExitCode.FAILED, "the repository cannot be read: " + firstLine(e),
        "Check that the database is up and that this user may read it.", e);
  }

  static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Rows rows(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnLabel(i).toLowerCase(Locale.ROOT));
    }
    List<List<@Nullable Object>> cells = new ArrayList<>();
    while (result.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(cell(result, meta, i));
      }
      cells.add(row);
    }
    return new Rows(columns, cells);
  }

  private static @Nullable Object cell(ResultSet result, ResultSetMetaData meta, int i)
      throws SQLException {
    Object cell = switch (meta.getColumnType(i)) {
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT -> result.getLong(i);
      case Types.DOUBLE, Types.REAL, Types.FLOAT, Types.DECIMAL, Types.NUMERIC ->
        result.getDouble(i);
      case Types.BOOLEAN, Types.BIT -> result.getBoolean(i);
      case Types.TIMESTAMP_WITH_TIMEZONE -> instant(result, i);
      // PostgreSQL calls both kinds of timestamp by the same number.
      case Types.TIMESTAMP -> meta.getColumnTypeName(i).equalsIgnoreCase("timestamptz")
          ? instant(result, i)
          : result.getObject(i, LocalDateTime.class);
      default -> result.getString(i);
    };
    return result.wasNull() ? null : cell;
  }

  private static @Nullable Object instant(ResultSet result, int i) throws SQLException {
    OffsetDateTime time = result.getObject(i, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
