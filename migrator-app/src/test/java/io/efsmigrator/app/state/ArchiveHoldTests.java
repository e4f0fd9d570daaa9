package io.efsmigrator.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What forbids to take recordings out of a source, on H2 and on PostgreSQL. */
class ArchiveHoldTests {

  private static final String SOURCE = "fs-0000000000000000a";
  private static final String PATH = "/mnt/source";

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void holdsFromTheFirstScanOfTheSourceOn(String vendor) {
    DataSource state = migrated(vendor);
    ArchiveHold hold = new ArchiveHold(state, SOURCE, PATH);
    run(state, 1, "archive", "archive-1", SOURCE, "selectRecordings");
    run(state, 2, "migrate", "other", "fs-0000000000000000b", "scan");
    run(state, 3, "migrate", "planned", SOURCE, "preflight");

    assertThat(hold.mirroredBy()).isEmpty();
    run(state, 4, "copy", "copied", PATH, "scan");
    assertThat(hold.mirroredBy()).contains("copied");
    JdbcClient.create(state).sql("delete from batch_step_execution where step_execution_id = 4")
        .update();
    run(state, 5, "migrate", "migrated", SOURCE, "scan");
    assertThat(hold.mirroredBy()).contains("migrated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void seesWhoIsAtWorkOnTheSource(String vendor) {
    DataSource state = migrated(vendor);
    ArchiveHold hold = new ArchiveHold(state, SOURCE, PATH);
    run(state, 1, "migrate", "quiet", SOURCE, "preflight");
    run(state, 2, "migrate", "lost", SOURCE, "preflight");
    run(state, 3, "archive", "archive-1", SOURCE, "selectRecordings");
    lease(state, "quiet", "", 0);
    lease(state, "lost", "somebody", 3_600);
    lease(state, "archive-1", "somebody", 0);

    assertThat(hold.inUseBy()).isEmpty();
    run(state, 4, "migrate", "busy", SOURCE, "preflight");
    lease(state, "busy", "somebody", 5);
    assertThat(hold.inUseBy()).contains("busy");
  }

  private static void run(DataSource state, long id, String job, String migration, String source,
      String step) {
    new Migrations(state).insert(new Migrations.Row(migration, job, source, "t", "a=b\n"));
    JdbcClient jdbc = JdbcClient.create(state);
    jdbc.sql("insert into batch_job_instance (job_instance_id, version, job_name, job_key)"
        + " values (:id, 0, :job, 'k' || :id)").param("id", id).param("job", job).update();
    jdbc.sql("insert into batch_job_execution (job_execution_id, version, job_instance_id,"
        + " create_time) values (:id, 1, :id, current_timestamp)").param("id", id).update();
    jdbc.sql("insert into batch_job_execution_params values"
        + " (:id, 'migration', 'java.lang.String', :migration, 'Y')").param("id", id)
        .param("migration", migration).update();
    jdbc.sql("insert into batch_step_execution (step_execution_id, version, step_name,"
        + " job_execution_id, create_time, status)"
        + " values (:id, 1, :step, :id, current_timestamp, 'FAILED')").param("id", id)
        .param("step", step).update();
  }

  private static void lease(DataSource state, String migration, String owner, int secondsAgo) {
    JdbcClient.create(state)
        .sql("insert into lease (migration_id, owner, host, pid, fence, heartbeat_at,"
            + " stop_requested) values (:id, :owner, 'h', 1, 1,"
            + " current_timestamp - " + secondsAgo + " * interval '1' second, false)")
        .param("id", migration).param("owner", owner).update();
  }

  private static DataSource migrated(String vendor) {
    String url = vendor.equals("h2")
        ? "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"
        : TestPostgres.newDatabase();
    DataSource state = new DriverManagerDataSource(url);
    Flyway.configure().dataSource(state).locations("classpath:db/" + vendor).load().migrate();
    return state;
  }
}
