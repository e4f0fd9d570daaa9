package io.efsmigrator.app.state;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long the steps of one migration have worked, all attempts together. */
public final class StepTimes {

  private final JdbcClient jdbc;
  private final String migrationId;

  /** Times of one migration, through the given source of connections. */
  public StepTimes(DataSource dataSource, String migrationId) {
    this.jdbc = JdbcClient.create(dataSource);
    this.migrationId = migrationId;
  }

  /** The time of a step; none if it never ran. */
  public Duration of(String step) {
    double seconds = jdbc.sql("select coalesce(sum(seconds), 0) from step_history"
        + " where migration_id = :id and step_name = :step").param("id", migrationId)
        .param("step", step).query(Double.class).single();
    return Duration.ofMillis((long) (seconds * 1_000));
  }
}
