package io.efsmigrator.app.state;

import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.Approval;
import io.efsmigrator.stage.Approvals;
import io.efsmigrator.stage.GuideStage;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code approval}: every decision is kept, the last one of a gate counts. */
public final class JdbcApprovals implements Approvals {

  private final JdbcClient jdbc;
  private final Durable durable;

  /** Reads and writes through the given source of connections. */
  public JdbcApprovals(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.durable = new Durable(dataSource);
  }

  @Override
  public Optional<Approval> forCutover(MigrationId migration) {
    return jdbc.sql("select actor, comment, decided_at from approval where migration_id = :id"
        + " and gate = :gate order by id desc fetch first 1 rows only")
        .param("id", migration.toString()).param("gate", GuideStage.APPROVE_CUTOVER.stepName())
        .query((row, number) -> new Approval(row.getString(1), row.getString(2),
            row.getObject(3, OffsetDateTime.class).toInstant()))
        .optional();
  }

  /** Records a person's yes at a gate. */
  public void approve(String migrationId, String gate, String actor, String comment) {
    durable.write(jdbc -> {
      jdbc.sql("insert into approval (migration_id, gate, actor, comment, decided_at)"
          + " values (:id, :gate, :actor, :comment, current_timestamp)").param("id", migrationId)
          .param("gate", gate).param("actor", actor).param("comment", comment).update();
    });
  }
}
