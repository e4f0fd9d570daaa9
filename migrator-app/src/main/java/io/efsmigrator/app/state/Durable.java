package io.efsmigrator.app.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes that are committed and on the disk when the call returns, whatever transaction the caller is
 * in.
 *
 * <p>A step calls stages inside its own transaction. What a stage notes before it acts, such as the
 * start of a command on a node or the price of an order, must be there after a kill that takes that
 * transaction with it, and after a power cut of this host, which the other side has outlived.
 */
final class Durable {

  private final JdbcTemplate template;
  private final JdbcClient jdbc;
  private final TransactionTemplate own;

  Durable(DataSource dataSource) {
    this.template = new JdbcTemplate(dataSource);
    this.jdbc = JdbcClient.create(template);
    this.own = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  void write(Consumer<JdbcClient> statements) {
    own.executeWithoutResult(status -> statements.accept(jdbc));
    template.execute(Durable::force);
  }

  /** H2 writes a commit to its file and leaves it in memory; PostgreSQL has forced it by itself. */
  private static @Nullable Object force(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
    }
    return null;
  }
}
