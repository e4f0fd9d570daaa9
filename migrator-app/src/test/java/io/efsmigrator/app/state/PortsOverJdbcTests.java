package io.efsmigrator.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeJob;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.GuideStage;
import io.efsmigrator.stage.Obligation;
import io.efsmigrator.stage.RollbackRecord.Begun;
import io.efsmigrator.stage.RollbackRecord.Progress;
import io.efsmigrator.stage.RollbackRecord.Reverse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
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
    Obligation less = new Obligation(Plans.SOURCE, Throughput.provisioned(75),
        Throughput.bursting(), NOON.plusSeconds(60), new BigDecimal("15.00"));
    obligations.owe(Plans.ID, less);
    assertThat(obligations.open(Plans.ID)).containsExactly(less);
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

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aDeletionIsBegunForOneFileSystemOnce(String vendor) {
    DataSource state = migrated(vendor);
    JdbcDecommissionRecord record = new JdbcDecommissionRecord(state);
    FileSystemId longer = new FileSystemId(Plans.SOURCE.value() + "0");
    // A word at another gate, or about an id that only begins the same, is no beginning.
    new JdbcApprovals(state).approve(ID, "approveCutover", "ada", Plans.SOURCE + ": go");
    record.begin(Plans.ID, longer, "ada", "no backup, waived");
    assertThat(record.begun(Plans.ID, Plans.SOURCE)).isFalse();

    record.begin(Plans.ID, Plans.SOURCE, "ada", "no backup, waived");
    record.begin(Plans.ID, Plans.SOURCE, "grace", "no backup, waived");
    assertThat(record.begun(Plans.ID, Plans.SOURCE)).isTrue();
    assertThat(count(state, "approval")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void theProofOfAStageIsItsLastExecution(String vendor) {
    DataSource state = migrated(vendor);
    JdbcDecommissionRecord record = new JdbcDecommissionRecord(state);
    assertThat(record.completed(Plans.ID, GuideStage.VERIFY)).isEmpty();

    execution(state, 1);
    step(state, 1, "COMPLETED");
    assertThat(record.completed(Plans.ID, GuideStage.VERIFY)).contains("words");
    assertThat(record.completed(Plans.ID, GuideStage.FINAL_PASS)).isEmpty();
    execution(state, 2);
    step(state, 2, "FAILED");
    assertThat(record.completed(Plans.ID, GuideStage.VERIFY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aRollbackIsBegunOnceAndNeverForgotten(String vendor) {
    DataSource state = migrated(vendor);
    JdbcRollbackRecord record = new JdbcRollbackRecord(state);
    assertThat(record.begun(Plans.ID)).isEmpty();
    new JdbcApprovals(state).approve(ID, "approveCutover", "ada", "go");
    assertThat(record.begun(Plans.ID)).isEmpty();

    Begun first = new Begun(Reverse.NEEDED, new FileSystemId("fs-0000000b"), "ada");
    record.begin(Plans.ID, first);
    record.begin(Plans.ID, new Begun(Reverse.NEEDLESS, Plans.SOURCE, "grace"));
    assertThat(record.begun(Plans.ID)).contains(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aNodeThatWasOnceToldToSwitchIsRemembered(String vendor) {
    DataSource state = migrated(vendor);
    JdbcRollbackRecord record = new JdbcRollbackRecord(state);
    JdbcNodeJobs jobs = new JdbcNodeJobs(state);

    jobs.record(job(NodeVerb.QUIESCE));
    assertThat(record.everSwitched(Plans.ID)).isFalse();
    jobs.record(job(NodeVerb.SWITCH_ENDPOINT));
    assertThat(record.everSwitched(Plans.ID)).isTrue();
  }

  private static NodeJob job(NodeVerb verb) {
    return new NodeJob(new NodeJobKey(ID, verb, Plans.PRIMARY), 1, List.of("cluster-mgr"), "",
        NodeJob.State.STARTED, Optional.empty(), NOON, Optional.empty(), "", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void theProofOfAWayBackIsAComparisonInItsLastPass(String vendor) {
    DataSource state = migrated(vendor);
    JdbcRollbackRecord record = new JdbcRollbackRecord(state);

    // The same step of another job, and a pass that was not needed, have compared nothing.
    execution(state, 1);
    step(state, 1, "finalReversePass", "COMPLETED");
    step(state, 2, 1, "finalReversePass.prove", "COMPLETED");
    execution(state, 3, "rollback");
    step(state, 3, "finalReversePass", "COMPLETED");
    assertThat(record.reverseProof(Plans.ID)).isEmpty();
    assertThat(record.farthest(Plans.ID)).isEqualTo(Progress.NOT_PROVED);

    execution(state, 4, "rollback");
    step(state, 5, 4, "finalReversePass.again1.prove", "COMPLETED");
    step(state, 6, 4, "finalReversePass", "COMPLETED");
    assertThat(record.reverseProof(Plans.ID)).contains("words");
    assertThat(record.farthest(Plans.ID)).isEqualTo(Progress.PROVED);

    // Begun once more: stale for a switch, but the Primary may be back since.
    execution(state, 7, "rollback");
    step(state, 7, "finalReversePass", "FAILED");
    assertThat(record.reverseProof(Plans.ID)).isEmpty();
    assertThat(record.farthest(Plans.ID)).isEqualTo(Progress.PROVED);
    step(state, 8, 7, "returnPrimary", "COMPLETED");
    assertThat(record.farthest(Plans.ID)).isEqualTo(Progress.RETURNED);
  }

  private static void step(DataSource state, long id, String status) {
    step(state, id, "verify", status);
  }

  private static void step(DataSource state, long id, String name, String status) {
    step(state, id, id, name, status);
  }

  private static void step(DataSource state, long id, long execution, String name,
      String status) {
    JdbcClient.create(state).sql("insert into batch_step_execution (step_execution_id, version,"
        + " step_name, job_execution_id, create_time, status, exit_message)"
        + " values (:id, 1, :name, :execution, current_timestamp, :status, 'words')")
        .param("id", id).param("name", name).param("execution", execution)
        .param("status", status).update();
  }

  private static void execution(DataSource state, long id) {
    execution(state, id, "migrate");
  }

  private static void execution(DataSource state, long id, String job) {
    JdbcClient jdbc = JdbcClient.create(state);
    jdbc.sql("insert into batch_job_instance (job_instance_id, version, job_name, job_key)"
        + " values (:id, 0, :job, 'k' || :id)").param("id", id).param("job", job).update();
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

    problems.found(1, 0, "copyFiles", new Found(0, 2, List.of(flux, denied)));
    problems.found(1, 0, "verify", new Found(0, 1, List.of(flux)));
    assertThat(problems.open()).isEqualTo(2);
    assertThat(problems.openExcept("in flux")).isEqualTo(1);
    problems.found(1, 1, "copyFiles", new Found(0, 1, List.of(denied)));
    assertThat(problems.curedBefore(1)).isEqualTo(2);
    assertThat(problems.open()).isEqualTo(1);
    assertThat(JdbcClient.create(state).sql("select path from problem where state = 'OPEN'")
        .query((row, number) -> row.getBytes(1)).single()).isEqualTo(odd);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void whatALivingSourceChangedIsNoProblemAndCountedOnce(String vendor) {
    Problems problems = new Problems(migrated(vendor), ID);
    Problem content = new Problem(RelativePath.of("x"), "in flux", null, 1, "rewritten");
    Problem size = new Problem(RelativePath.of("x"), "size", null, 1, "longer");
    Problem other = new Problem(RelativePath.of("y"), "missing", null, 1, "new");

    problems.left(1, 3, List.of(content));
    problems.left(1, 3, List.of(size, other));
    assertThat(problems.left()).isEqualTo(2);
    assertThat(problems.open()).isZero();
    assertThat(problems.curedBefore(4)).isEqualTo(2);
    assertThat(problems.left()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void mismatchesOfEndedRunsAreTakenOverAndReadInPages(String vendor) {
    DataSource state = migrated(vendor);
    Migrations migrations = new Migrations(state);
    for (String id : List.of("copy-2", "verify-1", "verify-2", "elsewhere")) {
      migrations.insert(new Migrations.Row(id, "copy", "/s", id.equals("elsewhere") ? "/x" : "/t",
          ""));
      new Problems(state, id).found(1, 0, "prove", new Found(0, 2, List.of(
          new Problem(RelativePath.of(id), Problems.MISMATCH, null, 1, ""),
          new Problem(RelativePath.of(id), "mode", null, 1, ""))));
    }
    Problems problems = new Problems(state, "copy-2");

    assertThat(problems.takeOverMismatches("/s", "/t", "verify-2")).isEqualTo(1);

    List<Problems.Mismatch> first = problems.mismatches(1, 0, 1);
    assertThat(first).singleElement().extracting(Problems.Mismatch::path)
        .isEqualTo(RelativePath.of("copy-2"));
    assertThat(problems.mismatches(1, first.getFirst().id(), 9)).singleElement()
        .extracting(Problems.Mismatch::path).isEqualTo(RelativePath.of("verify-1"));
    assertThat(problems.mismatches(0, 0, 9)).as("of passes before this one").isEmpty();
    assertThat(new Problems(state, "verify-1").open()).isEqualTo(1);
    assertThat(new Problems(state, "verify-2").open()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void problemsBeyondTheRowsOfAPassAreCountedExactly(String vendor) {
    DataSource state = migrated(vendor);
    Problems problems = new Problems(state, ID, 3);
    Found first = new Found(0, 20, missing(0, 2));
    Found second = new Found(20, 70, missing(2, 5));
    Found third = new Found(70, 90, missing(7, 2));
    problems.found(1, 0, "prove", first);
    problems.found(1, 0, "prove", second);
    problems.found(1, 0, "content", new Found(0, 1,
        List.of(new Problem(RelativePath.of("x"), Problems.MISMATCH, null, 1, ""))));
    problems.found(1, 0, "prove", third);

    assertThat(problems.open()).isEqualTo(10);
    assertThat(problems.openExcept("missing")).isEqualTo(1);

    problems.found(1, 0, "prove", second);
    problems.found(1, 0, "prove", third);
    assertThat(problems.open()).as("handed over again by a restart").isEqualTo(10);

    problems.found(1, 0, "prove", first);
    problems.found(1, 0, "prove", second);
    assertThat(problems.open()).as("found anew by one that begins again").isEqualTo(8);

    problems.found(1, 1, "prove", new Found(0, 1, missing(5, 1)));
    assertThat(problems.open()).as("each pass has rows of its own").isEqualTo(9);
    assertThat(problems.curedBefore(1)).as("a mismatch always has a row").isEqualTo(3 + 1);
    assertThat(problems.open()).isEqualTo(1);
  }

  private static List<Problem> missing(int from, int number) {
    return IntStream.range(from, from + number)
        .mapToObj(i -> new Problem(RelativePath.of("f" + i), "missing", null, 1, "")).toList();
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
