package io.efsmigrator.app.state;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code progress}: a row for each chunk, and with it the check of the fence. */
public final class ProgressRows {

  /** How a partition stands after a chunk, and how much its whole step has to do. */
  public record Sample(long jobExecutionId, long stepExecutionId, long files, long bytes,
      int inFlight, double latencyMillis, long problems, Goal goal) {}

  /**
   * How much a step has to do, all of its partitions together.
   *
   * @param files null as long as nobody knows
   * @param bytes null as long as nobody knows, or if not every byte is looked at
   */
  public record Goal(@Nullable Long files, @Nullable Long bytes) {

    public static final Goal UNKNOWN = new Goal(null, null);
  }

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
        + " files, bytes, in_flight, latency_ms, problems, goal_files, goal_bytes)"
        + " select migration_id, cast(:job as bigint), cast(:step as bigint), current_timestamp,"
        + " cast(:files as bigint), cast(:bytes as bigint), cast(:inFlight as integer),"
        + " cast(:latency as double precision), cast(:problems as bigint),"
        + " cast(:goalFiles as bigint), cast(:goalBytes as bigint)"
        + " from lease where migration_id = :id and fence = :fence")
        .param("job", sample.jobExecutionId()).param("step", sample.stepExecutionId())
        .param("files", sample.files()).param("bytes", sample.bytes())
        .param("inFlight", sample.inFlight()).param("latency", sample.latencyMillis())
        .param("problems", sample.problems()).param("goalFiles", sample.goal().files())
        .param("goalBytes", sample.goal().bytes()).param("id", migrationId).param("fence", fence)
        .update() == 1;
  }
}
