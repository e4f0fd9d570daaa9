package io.efsmigrator.app.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A database with two executions of one migration, as a kill and a restart leave them. */
public final class SampleHistory {

  private SampleHistory() {}

  public static void create(String url) throws SQLException {
    migrate(url);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : ROWS) {
        statement
            .execute(sql.replace("PATH_TYPE", url.contains("postgresql") ? "bytea" : "varbinary"));
      }
    }
  }

  static void migrate(String url) {
    Flyway.configure().dataSource(url, null, null)
        .locations("classpath:db/" + (url.contains("postgresql") ? "postgresql" : "h2")).load()
        .migrate();
  }

  private static final List<String> ROWS = List.of(
      "insert into migration values ('m.fs-00000001', 'migrate', 'fs-00000001', 'MaxIO', 'name=m', null,"
          + " timestamp with time zone '2026-11-23 06:00:00+00:00')",
      "insert into batch_job_instance (job_instance_id, version, job_name, job_key) values (1, 0, 'migrate', 'k')",
      "insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time, end_time,"
          + " status, exit_code, exit_message, last_updated) values"
          + " (1, 1, 1, timestamp '2026-11-23 07:00:00', timestamp '2026-11-23 07:00:00', null, 'FAILED', 'FAILED',"
          + " 'process gone', timestamp '2026-11-23 07:00:30.5'),"
          + " (2, 1, 1, timestamp '2026-11-23 08:00:00', timestamp '2026-11-23 08:00:00',"
          + " timestamp '2026-11-23 08:01:00', 'COMPLETED', 'COMPLETED', '', timestamp '2026-11-23 08:01:00')",
      "insert into batch_job_execution_params values"
          + " (1, 'migration', 'java.lang.String', 'm.fs-00000001', 'Y'), (1, 'pid', 'java.lang.Long', '7', 'N'),"
          + " (2, 'migration', 'java.lang.String', 'm.fs-00000001', 'Y')",
      step(1, 1, "copyFiles", "FAILED", 10), step(2, 1, "copyFiles:part-1", "COMPLETED", 7),
      step(3, 1, "copyFiles:part-2", "FAILED", 3), step(4, 2, "copyFiles", "COMPLETED", 5),
      step(5, 2, "copyFiles:part-2", "COMPLETED", 5), step(6, 2, "quiesce", "COMPLETED", 0),
      progress(3, 1, 100), progress(3, 3, 300), progress(5, 5, 500),
      problem("a\\x1b[2J", "OPEN"), problem("b", "CURED"),
      "insert into obligation (migration_id, file_system_id, kind, earliest_at, mibps, raised_to, lower_to, cost_per_day_usd, created_at)"
          + " values ('m.fs-00000001', 'fs-00000001', 'LOWER', timestamp with time zone '2026-11-24 08:00:00+00:00',"
          + " 100, 'provisioned:100.0', 'bursting', 20.50, timestamp with time zone '2026-11-23 08:00:00+00:00')",
      "insert into lease (migration_id, owner, host, pid, fence, heartbeat_at, stop_requested)"
          + " values ('m.fs-00000001', '', 'host', 7, 2, timestamp with time zone"
          + " '2026-11-23 08:01:00+00:00', false)");

  private static String step(int id, int execution, String name, String status, int written) {
    return "insert into batch_step_execution (step_execution_id, version, step_name, job_execution_id, create_time,"
        + " start_time, end_time, status, commit_count, read_count, filter_count, write_count, rollback_count, exit_code,"
        + " exit_message, last_updated) values (" + id + ", 1, '" + name + "', " + execution
        + ", timestamp '2026-11-23 07:00:00', timestamp '2026-11-23 07:00:00', timestamp '2026-11-23 07:00:02.25', '"
        + status + "', 2, " + written + ", 0, " + written + ", 0, '" + status
        + "', '', timestamp '2026-11-23 07:00:02.25')";
  }

  private static String problem(String path, String state) {
    // Bytes are written in another way by each vendor; this text is accepted by both.
    return "insert into problem (migration_id, job_execution_id, pass, path, path_text, kind, errno, attempts, detail,"
        + " state, found_at) values ('m.fs-00000001', 2, 0, cast('61' as " + "PATH_TYPE), '" + path
        + "', 'FAILED', 'EIO', 3, 'x', '" + state
        + "', timestamp with time zone '2026-11-23 08:00:00+00:00')";
  }

  private static String progress(int step, int files, int bytes) {
    return "insert into progress (migration_id, job_execution_id, step_execution_id, at, files, bytes, in_flight,"
        + " latency_ms, problems) values ('m.fs-00000001', 1, " + step
        + ", timestamp with time zone '2026-11-23 07:00:01+00:00', " + files + ", " + bytes
        + ", 1, 1.5, 0)";
  }
}
