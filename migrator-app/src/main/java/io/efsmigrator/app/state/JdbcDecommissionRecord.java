package io.efsmigrator.app.state;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.DecommissionRecord;
import io.efsmigrator.stage.DecommissionStage;
import io.efsmigrator.stage.GuideStage;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the proof from the history of the job {@code migrate}, and keeps the beginning of a deletion
 * in table {@code approval}: it is somebody's decision, with the id they typed before the colon.
 */
public final class JdbcDecommissionRecord implements DecommissionRecord {

  private static final String GATE = DecommissionStage.CHECK.stepName();
  private static final String LAST_EXECUTION = "select s.status, s.exit_message from"
      + " batch_step_execution s"
      + " join batch_job_execution e on e.job_execution_id = s.job_execution_id"
      + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
      + " join batch_job_execution_params p on p.job_execution_id = s.job_execution_id"
      + " where i.job_name = 'migrate' and p.parameter_name = 'migration'"
      + " and p.parameter_value = :id and s.step_name = :step"
      + " order by s.step_execution_id desc fetch first 1 rows only";

  private final JdbcClient jdbc;
  private final Migrations migrations;
  private final Durable durable;

  /** Reads and writes through the given source of connections. */
  public JdbcDecommissionRecord(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.migrations = new Migrations(dataSource);
    this.durable = new Durable(dataSource);
  }

  @Override
  public Optional<String> completed(MigrationId migration, GuideStage stage) {
    return jdbc.sql(LAST_EXECUTION).param("id", migration.toString())
        .param("step", stage.stepName())
        .query((row, number) -> "COMPLETED".equals(row.getString(1))
            ? Optional.of(row.getString(2) == null ? "" : row.getString(2))
            : Optional.<String>empty())
        .optional().flatMap(proof -> proof);
  }

  @Override
  public Optional<FileSystemId> target(MigrationId migration) {
    return migrations.targetIdentity(migration.toString()).filter(id -> id.startsWith("fs-"))
        .map(FileSystemId::new);
  }

  @Override
  public boolean begun(MigrationId migration, FileSystemId source) {
    String prefix = source + ": ";
    return jdbc.sql("select count(*) from approval where migration_id = :id and gate = :gate"
        + " and substring(comment, 1, :length) = :prefix").param("id", migration.toString())
        .param("gate", GATE).param("length", prefix.length()).param("prefix", prefix)
        .query(Long.class).single() > 0;
  }

  @Override
  public void begin(MigrationId migration, FileSystemId source, String actor, String evidence) {
    if (begun(migration, source)) {
      return;
    }
    durable.write(statements -> statements
        .sql("insert into approval (migration_id, gate, actor, comment, decided_at)"
            + " values (:id, :gate, :actor, :comment, current_timestamp)")
        .param("id", migration.toString()).param("gate", GATE).param("actor", actor)
        .param("comment", source + ": " + evidence).update());
  }
}
