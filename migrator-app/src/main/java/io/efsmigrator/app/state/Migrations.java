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

  /** The target adopted by the youngest run of the same job, source and target, if any. */
  public Optional<String> knownTargetIdentity(String source, String target) {
    return jdbc.sql("select target_identity from migration where source = :source"
        + " and target = :target and target_identity is not null"
        + " order by created_at desc fetch first 1 rows only").param("source", source)
        .param("target", target).query(String.class).optional();
  }

  /** The migration ids that begin so, the youngest first. */
  public List<String> startingWith(String prefix) {
    return jdbc.sql("select migration_id from migration where substring(migration_id, 1, :length)"
        + " = :prefix order by created_at desc").param("length", prefix.length())
        .param("prefix", prefix).query((row, number) -> row.getString(1)).list();
  }
}
