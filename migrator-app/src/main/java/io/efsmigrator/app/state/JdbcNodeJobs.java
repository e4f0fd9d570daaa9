package io.efsmigrator.app.state;

import io.efsmigrator.cluster.NodeJob;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeJobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code node_job}: one row an attempt, written again as more is known of it. */
public final class JdbcNodeJobs implements NodeJobs {

  private final JdbcClient jdbc;
  private final Durable durable;

  /** Reads and writes through the given source of connections. */
  public JdbcNodeJobs(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.durable = new Durable(dataSource);
  }

  @Override
  public Optional<NodeJob> latest(NodeJobKey key) {
    return jdbc.sql("select attempt, argv, job_directory, state, exit_code, started_at, ended_at,"
        + " out, err from node_job where migration_id = :id and step = :step and node = :node"
        + " order by attempt desc fetch first 1 rows only").param("id", key.migration())
        .param("step", key.verb().key()).param("node", key.node().toString())
        .query((row, number) -> job(key, row)).optional();
  }

  @Override
  public void record(NodeJob job) {
    NodeJobKey key = job.key();
    durable.write(jdbc -> {
      jdbc.sql("delete from node_job where migration_id = :id and step = :step and node = :node"
          + " and attempt = :attempt").param("id", key.migration())
          .param("step", key.verb().key()).param("node", key.node().toString())
          .param("attempt", job.attempt()).update();
      jdbc.sql(
          "insert into node_job (migration_id, step, node, attempt, argv, job_directory, state,"
              + " exit_code, started_at, ended_at, out, err) values (:id, :step, :node, :attempt, :argv,"
              + " :directory, :state, :exit, :started, :ended, :out, :err)")
          .param("id", key.migration()).param("step", key.verb().key())
          .param("node", key.node().toString()).param("attempt", job.attempt())
          // One argument a line; a line feed inside one is shown as the two characters \n.
          .param("argv", String.join("\n",
              job.argv().stream().map(argument -> argument.replace("\n", "\\n")).toList()))
          .param("directory", job.directory()).param("state", job.state().name())
          .param("exit", job.exitCode().orElse(null), Types.INTEGER)
          .param("started", job.startedAt().atOffset(ZoneOffset.UTC))
          .param("ended", job.endedAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null),
              Types.TIMESTAMP_WITH_TIMEZONE)
          .param("out", storable(job.out())).param("err", storable(job.err())).update();
    });
  }

  private static NodeJob job(NodeJobKey key, ResultSet row) throws SQLException {
    int exitCode = row.getInt(5);
    Optional<Integer> exit = row.wasNull() ? Optional.empty() : Optional.of(exitCode);
    return new NodeJob(key, row.getInt(1), List.of(row.getString(2).split("\n", -1)),
        row.getString(3), NodeJob.State.valueOf(row.getString(4)), exit,
        row.getObject(6, OffsetDateTime.class).toInstant(),
        Optional.ofNullable(instant(row.getObject(7, OffsetDateTime.class))), row.getString(8),
        row.getString(9));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** PostgreSQL takes no NUL in a text. */
  private static String storable(String text) {
    return text.replace("\0", "\\0");
  }
}
