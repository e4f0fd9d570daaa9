package io.efsmigrator.app;

import com.zaxxer.hikari.HikariDataSource;
import io.efsmigrator.app.launch.Fence;
import io.efsmigrator.app.launch.FencedDataSource;
import io.efsmigrator.app.launch.RepositorySettings;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * The Spring context: the repository of state and nothing else. Jobs are not beans, because a job is
 * built from the plan of one migration.
 *
 * <p>What Spring Boot configures is named, not found: what {@code serve} has on the class path is of no
 * use to a run, and looking at it would make each start longer.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({BatchJdbcAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class, FlywayAutoConfiguration.class,
  TransactionAutoConfiguration.class})
class RepositoryConfiguration {

  /** A partition uses one for its chunk and one for what has to be durable at once. */
  private static final int CONNECTIONS_PER_PARTITION = 2;
  private static final int OTHER_CONNECTIONS = 6;

  @Bean(destroyMethod = "close")
  HikariDataSource pool(RepositorySettings settings) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("repository");
    pool.setJdbcUrl(settings.jdbcUrl());
    pool.setDataSourceProperties(settings.secrets());
    pool.setMaximumPoolSize(
        settings.partitionsInFlight() * CONNECTIONS_PER_PARTITION + OTHER_CONNECTIONS);
    pool.setMinimumIdle(1);
    return pool;
  }

  /**
   * Lazy outside of the fence: a chunk's transaction spans minutes of copying, and takes a connection
   * only for the statements at its end.
   */
  @Bean
  @Primary
  DataSource dataSource(HikariDataSource pool, Fence fence) {
    return new LazyConnectionDataSourceProxy(new FencedDataSource(pool, fence));
  }

  @Bean
  FlywayMigrationStrategy schema() {
    return new SchemaMigration();
  }

  /** Contexts as JSON, which people can read in the history. */
  @Bean
  ExecutionContextSerializer executionContextSerializer() {
    return new JacksonExecutionContextStringSerializer();
  }
}
