package io.efsmigrator.app.state;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code progress}: a row for each chunk, and with it the check of the fence. */
public final class ProgressRows {

  /** How a partition stands after a chunk. */
  public record Sample(long jobExecutionId, long stepExecutionId, long files, long bytes,
      int inFlight, double latencyMillis, long problems) {}

  private final JdbcClient jdbc;
  private final String migrationId;

  /** Progress of one migration, through the given source of connections. */
  public ProgressRows(DataSource dataSource, String migrationId) {
    this.jdbc = JdbcClient.create(dataSource);
    this.migrationId = migrationId;
  }

  /**
   * Notes a sample, if the fence still has this number: in the transaction of the chunk, so that a
   * process that was taken over cannot commit it.
   *
   * @return false if another process has taken over
   */
  public boolean note(Sample sample, long fence) {
    return jdbc.sql("insert into progress (migration_id, job_execution_id, step_execution_id, at,"
        + " files, bytes, in_flight, latency_ms, problems)"
        + " select migration_id, cast(:job as bigint), cast(:step as bigint), current_timestamp,"
        + " cast(:files as bigint), cast(:bytes as bigint), cast(:inFlight as integer),"
        + " cast(:latency as double precision), cast(:problems as bigint)"
        + " from lease where migration_id = :id and fence = :fence")
        .param("job", sample.jobExecutionId()).param("step", sample.stepExecutionId())
        .param("files", sample.files()).param("bytes", sample.bytes())
        .param("inFlight", sample.inFlight()).param("latency", sample.latencyMillis())
        .param("problems", sample.problems()).param("id", migrationId).param("fence", fence)
        .update() == 1;
  }
}
