package io.efsmigrator.app.state;

import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes that are committed when the call returns, whatever transaction the caller is in.
 *
 * <p>A step calls stages inside its own transaction. What a stage notes before it acts, such as the
 * start of a command on a node, must be there after a kill that takes that transaction with it.
 */
final class Durable {

  private final JdbcClient jdbc;
  private final TransactionTemplate own;

  Durable(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.own = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  void write(Consumer<JdbcClient> statements) {
    own.executeWithoutResult(status -> statements.accept(jdbc));
  }
}
