package io.efsmigrator.app.serve;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.outcome.OperatorError;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** For programs that wake somebody: down when the history is unreadable, or a migration needs a person. */
final class MigrationHealth implements HealthIndicator {

  private final Looks looks;

  MigrationHealth(Looks looks) {
    this.looks = looks;
  }

  @Override
  public Health health() {
    try {
      Overview overview = looks.overview();
      Health.Builder health = Health.up();
      for (Row last : overview.migrations()) {
        boolean bad = overview.isInterrupted(last) || last.text("status").equals("FAILED");
        health = bad ? health.down() : health;
        health.withDetail(last.text("migration_id"),
            overview.isInterrupted(last) ? "INTERRUPTED" : last.text("status"));
      }
      return health.build();
    } catch (OperatorError e) {
      return Health.down().withDetail("history", e.what()).build();
    }
  }
}
