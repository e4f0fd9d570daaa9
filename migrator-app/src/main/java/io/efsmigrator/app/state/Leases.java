package io.efsmigrator.app.state;

import java.sql.Types;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code lease}, as those see it who do not hold one. */
public final class Leases {

  private final JdbcClient jdbc;

  /** Reads and writes through the given source of connections. */
  public Leases(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Asks the holders, or the one of that migration, to stop. They see it at their next heartbeat.
   *
   * @return how many hold a lease and were asked
   */
  public int requestStop(Optional<String> migrationId) {
    return jdbc.sql("update lease set stop_requested = true where owner <> ''"
        + " and (cast(:id as varchar(200)) is null or migration_id = :id)")
        .param("id", migrationId.orElse(null), Types.VARCHAR).update();
  }
}
