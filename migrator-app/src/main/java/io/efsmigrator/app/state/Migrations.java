package io.efsmigrator.app.state;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code migration}: what was asked for when a migration began. */
public final class Migrations {

  /** One migration as it began. */
  public record Row(String migrationId, String jobName, String source, String target,
      String config) {}

  private final JdbcClient jdbc;

  /** Reads and writes through the given source of connections. */
  public Migrations(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** The migration of that id, if it was ever launched. */
  public Optional<Row> find(String migrationId) {
    return jdbc.sql("select migration_id, job_name, source, target, config from migration"
        + " where migration_id = :id").param("id", migrationId).query(Row.class).optional();
  }

  /** Notes a migration that is launched for the first time. */
  public void insert(Row row) {
    jdbc.sql("insert into migration (migration_id, job_name, source, target, config, created_at)"
        + " values (:id, :job, :source, :target, :config, current_timestamp)")
        .param("id", row.migrationId()).param("job", row.jobName()).param("source", row.source())
        .param("target", row.target()).param("config", row.config()).update();
  }

  /** Notes which target was adopted, so that a later run recognizes it without its sentinel. */
  public void targetIdentity(String migrationId, String identity) {
    jdbc.sql("update migration set target_identity = :identity where migration_id = :id")
        .param("identity", identity).param("id", migrationId).update();
  }

  /** The target that this migration has adopted, if it has. */
  public Optional<String> targetIdentity(String migrationId) {
    return jdbc.sql("select target_identity from migration where migration_id = :id"
        + " and target_identity is not null").param("id", migrationId)
        .query((row, number) -> row.getString(1)).optional();
  }

  /** The target adopted by the youngest run of the same job, source and target, if any. */
  public Optional<String> knownTargetIdentity(String source, String target) {
    return jdbc.sql("select target_identity from migration where source = :source"
        + " and target = :target and target_identity is not null"
        + " order by created_at desc fetch first 1 rows only").param("source", source)
        .param("target", target).query((row, number) -> row.getString(1)).optional();
  }

  /** The job and the migration of an execution. */
  public Optional<Execution> execution(long jobExecutionId) {
    return jdbc.sql("select i.job_name, p.parameter_value from batch_job_execution e"
        + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
        + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
        + " and p.parameter_name = 'migration' where e.job_execution_id = :id")
        .param("id", jobExecutionId)
        .query((row, number) -> new Execution(row.getString(1), row.getString(2))).optional();
  }

  /** What an execution belongs to. */
  public record Execution(String jobName, String migrationId) {}

  /** Exit code and status of the last execution of a migration, if it had any. */
  public Optional<Ending> lastEnding(String jobName, String migrationId) {
    return jdbc.sql("select e.status, e.exit_code from batch_job_execution e"
        + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
        + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
        + " and p.parameter_name = 'migration' where i.job_name = :job"
        + " and p.parameter_value = :id order by e.job_execution_id desc"
        + " fetch first 1 rows only").param("job", jobName).param("id", migrationId)
        .query((row, number) -> new Ending(row.getString(1), row.getString(2))).optional();
  }

  /** How an execution ended. */
  public record Ending(String status, String exitCode) {}

  /** The migration ids that begin so, the youngest first. */
  public List<String> startingWith(String prefix) {
    return jdbc.sql("select migration_id from migration where substring(migration_id, 1, :length)"
        + " = :prefix order by created_at desc").param("length", prefix.length())
        .param("prefix", prefix).query((row, number) -> row.getString(1)).list();
  }
}
