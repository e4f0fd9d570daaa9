package io.efsmigrator.app;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Brings the schema up to date, also after a start that was cut short in the middle of it.
 *
 * <p>A script that failed, on a full disk say, is noted as failed, and Flyway then refuses every later
 * start. Here the note is taken back and the script runs again, which the scripts are made for. Only
 * then: a repair also accepts scripts that were changed after they had run, which is never right.
 */
final class SchemaMigration implements FlywayMigrationStrategy {

  @Override
  public void migrate(Flyway flyway) {
    if (Arrays.stream(flyway.info().all()).map(MigrationInfo::getState)
        .anyMatch(state -> state.isFailed())) {
      flyway.repair();
    }
    flyway.migrate();
  }
}
