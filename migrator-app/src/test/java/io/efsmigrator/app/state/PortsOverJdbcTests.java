package io.efsmigrator.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeJob;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.Obligation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is written is read back the same, on H2 and on PostgreSQL. */
class PortsOverJdbcTests {

  private static final String ID = Plans.ID.toString();
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void nodeJobsAreFoundAgainByTheirLastAttempt(String vendor) {
    JdbcNodeJobs jobs = new JdbcNodeJobs(migrated(vendor));
    NodeJobKey key = new NodeJobKey(ID, NodeVerb.UPGRADE, Plans.PRIMARY);
    NodeJob started = new NodeJob(key, 1, List.of("cluster-mgr", "upgrade-cluster"), "/jobs/1",
        NodeJob.State.STARTED, Optional.empty(), NOON, Optional.empty(), "", "");
    NodeJob ended = new NodeJob(key, 1, started.argv(), "/jobs/1", NodeJob.State.EXITED,
        Optional.of(0), NOON, Optional.of(NOON.plusSeconds(9)), "done\n", "");

    assertThat(jobs.latest(key)).isEmpty();
    jobs.record(started);
    assertThat(jobs.latest(key)).contains(started);
    jobs.record(ended);
    assertThat(jobs.latest(key)).contains(ended);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void anObligationIsOpenUntilItIsMet(String vendor) {
    JdbcObligations obligations = new JdbcObligations(migrated(vendor));
    Obligation owed = new Obligation(Plans.SOURCE, Throughput.provisioned(100),
        Throughput.bursting(), NOON, new BigDecimal("20.12"));

    obligations.owe(Plans.ID, owed);
    obligations.owe(Plans.ID, owed);
    assertThat(obligations.open(Plans.ID)).containsExactly(owed);
    obligations.met(Plans.ID, Plans.SOURCE);
    obligations.met(Plans.ID, Plans.SOURCE);
    assertThat(obligations.open(Plans.ID)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void theLastApprovalCounts(String vendor) {
    JdbcApprovals approvals = new JdbcApprovals(migrated(vendor));

    assertThat(approvals.forCutover(Plans.ID)).isEmpty();
    approvals.approve(ID, "approveCutover", "ada", "go");
    approvals.approve(ID, "approveCutover", "grace", "go on");
    assertThat(approvals.forCutover(Plans.ID))
        .hasValueSatisfying(approval -> assertThat(approval.actor()).isEqualTo("grace"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aFindingThatIsReportedAgainStandsOnce(String vendor) {
    DataSource state = migrated(vendor);
    JdbcFindings findings = new JdbcFindings(state);

    findings.report(Plans.ID, Finding.warn("space", "little room", "Make more."));
    findings.report(Plans.ID, Finding.warn("space", "little room", "Make more."));
    assertThat(count(state, "finding")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aFindingBelongsToTheExecutionThatMadeIt(String vendor) {
    DataSource state = migrated(vendor);
    JdbcFindings findings = new JdbcFindings(state);
    Finding finding = Finding.warn("space", "little room", "Make more.");

    execution(state, 1);
    findings.report(Plans.ID, finding);
    execution(state, 2);
    findings.report(Plans.ID, finding);

    assertThat(JdbcClient.create(state).sql("select job_execution_id from finding order by id")
        .query(Long.class).list()).containsExactly(1L, 2L);
  }

  private static void execution(DataSource state, long id) {
    JdbcClient jdbc = JdbcClient.create(state);
    jdbc.sql("insert into batch_job_instance (job_instance_id, version, job_name, job_key)"
        + " values (:id, 0, 'migrate', 'k' || :id)").param("id", id).update();
    jdbc.sql("insert into batch_job_execution (job_execution_id, version, job_instance_id,"
        + " create_time) values (:id, 1, :id, current_timestamp)").param("id", id).update();
    jdbc.sql("insert into batch_job_execution_params values"
        + " (:id, 'migration', 'java.lang.String', :migration, 'Y')").param("id", id)
        .param("migration", ID).update();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void problemsOfOlderPassesAreCuredByALaterOne(String vendor) {
    DataSource state = migrated(vendor);
    Problems problems = new Problems(state, ID);
    byte[] odd = {'a', (byte) 0xff, '\n', 'b'};
    Problem flux = new Problem(RelativePath.of("x"), "in flux", null, 3, "it kept changing");
    Problem denied = new Problem(RelativePath.of(odd), "failed", Errno.EACCES, 1, "a\0b");

    problems.found(1, 0, List.of(flux, denied));
    problems.found(1, 0, List.of(flux));
    assertThat(problems.open()).isEqualTo(2);
    assertThat(problems.openExcept("in flux")).isEqualTo(1);
    problems.found(1, 1, List.of(denied));
    assertThat(problems.curedBefore(1)).isEqualTo(2);
    assertThat(problems.open()).isEqualTo(1);
    assertThat(JdbcClient.create(state).sql("select path from problem where state = 'OPEN'")
        .query((row, number) -> row.getBytes(1)).single()).isEqualTo(odd);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void onlyHoldersOfALeaseAreAskedToStop(String vendor) {
    DataSource state = migrated(vendor);
    JdbcClient.create(state).sql("insert into lease (migration_id, owner, host, pid, fence,"
        + " heartbeat_at, stop_requested) values (:id, 'me', 'here', 1, 1, current_timestamp,"
        + " false)").param("id", ID).update();
    Leases leases = new Leases(state);

    assertThat(leases.requestStop(Optional.of("another"))).isZero();
    assertThat(leases.requestStop(Optional.of(ID))).isEqualTo(1);
    assertThat(leases.requestStop(Optional.empty())).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void targetsAreKnownBySourceAndTarget(String vendor) {
    DataSource state = migrated(vendor);
    Migrations migrations = new Migrations(state);

    assertThat(migrations.find(ID)).isPresent();
    assertThat(migrations.startingWith(ID.substring(0, 4))).containsExactly(ID);
    assertThat(migrations.startingWith("other")).isEmpty();
    assertThat(migrations.targetIdentity(ID)).isEmpty();
    migrations.targetIdentity(ID, "fs-0000000b");
    assertThat(migrations.targetIdentity(ID)).contains("fs-0000000b");
    assertThat(migrations.knownTargetIdentity("s", "t")).contains("fs-0000000b");
    assertThat(migrations.knownTargetIdentity("s", "other")).isEmpty();
  }

  private static DataSource migrated(String vendor) {
    String url = vendor.equals("h2")
        ? "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"
        : TestPostgres.newDatabase();
    DataSource state = new DriverManagerDataSource(url);
    Flyway.configure().dataSource(state).locations("classpath:db/" + vendor).load().migrate();
    new Migrations(state).insert(new Migrations.Row(ID, "migrate", "s", "t", "a=b\n"));
    return state;
  }

  private static long count(DataSource state, String table) {
    return JdbcClient.create(state).sql("select count(*) from " + table).query(Long.class)
        .single();
  }
}
