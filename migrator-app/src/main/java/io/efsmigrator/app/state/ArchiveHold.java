package io.efsmigrator.app.state;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether recordings may still be taken out of a source. Once its tree is being mirrored they may not:
 * what vanished would be deleted in the target, break a proof under way, or be missing after a
 * rollback.
 */
public final class ArchiveHold {

  private static final String OF_SOURCE = " where m.job_name in ('migrate', 'copy')"
      + " and m.source in (:fileSystem, :path)";

  private final JdbcClient jdbc;
  private final String fileSystem;
  private final String path;

  /**
   * Reads through the given source of connections.
   *
   * @param fileSystem id of the source, by which migrations call it
   * @param path where it is mounted, by which copies call it
   */
  public ArchiveHold(DataSource dataSource, String fileSystem, String path) {
    this.jdbc = JdbcClient.create(dataSource);
    this.fileSystem = fileSystem;
    this.path = path;
  }

  /** What has begun to mirror the source, if anything ever has. */
  public Optional<String> mirroredBy() {
    return first("select m.migration_id from migration m"
        + " join batch_job_execution_params p on p.parameter_name = 'migration'"
        + " and p.parameter_value = m.migration_id"
        + " join batch_step_execution s on s.job_execution_id = p.job_execution_id" + OF_SOURCE
        + " and s.step_name = 'scan' fetch first 1 rows only");
  }

  /** What is at work on the source now, or was until a minute ago and has not said goodbye. */
  public Optional<String> inUseBy() {
    return first("select m.migration_id from migration m"
        + " join lease l on l.migration_id = m.migration_id" + OF_SOURCE
        + " and l.owner <> '' and l.heartbeat_at > current_timestamp - interval '60' second"
        + " fetch first 1 rows only");
  }

  private Optional<String> first(String sql) {
    return jdbc.sql(sql).param("fileSystem", fileSystem).param("path", path)
        .query((row, number) -> row.getString(1)).optional();
  }
}
