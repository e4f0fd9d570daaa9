package io.efsmigrator.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lease by itself: who takes it over when, what a heartbeat does, when the fence falls. */
class LeaseTests {

  private static final String ID = "m.fs-00000001";
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(1_500);
  private static final Holder ELSEWHERE = new Holder("another-boot/1/x", "elsewhere", 4711);

  @TempDir
  private Path folder;

  private String url;
  private Connection observer;
  private RunLock lock;
  private final StopSignal stop = new StopSignal();
  private final Holder me = Holder.thisProcess();

  @BeforeEach
  void create() throws Exception {
    url = "jdbc:h2:mem:lease" + folder.hashCode() + ";DB_CLOSE_DELAY=-1";
    observer = DriverManager.getConnection(url);
    execute("runscript from 'classpath:db/h2/V2__migrator.sql'");
    execute("runscript from 'classpath:db/h2/V6__stalled.sql'");
    execute("insert into migration values ('" + ID + "', 'migrate', 's', 't', '', null,"
        + " current_timestamp)");
    lock = FileRunLock.take(folder, me);
  }

  @AfterEach
  void close() throws IOException, SQLException {
    lock.close();
    execute("shutdown immediately");
  }

  @Test
  void theFirstHolderHasTheFenceOne() throws Exception {
    try (Lease lease = take(LONG)) {
      assertThat(lease.fence()).isEqualTo(1);
      assertThatCode(lease::check).doesNotThrowAnyException();
      assertThat(row("owner || ' ' || pid || ' ' || fence"))
          .isEqualTo(me.owner() + " " + me.pid() + " 1");
    }
    assertThat(row("owner || fence")).isEqualTo("1");
  }

  @Test
  void aLeaseThatWasGivenBackIsTakenAtOnceWithTheNextFence() throws Exception {
    take(LONG).close();

    try (Lease lease = take(LONG)) {
      assertThat(lease.fence()).isEqualTo(2);
    }
  }

  @Test
  void aHolderThatIsCertainlyDeadIsNotWaitedFor() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    assertThat(ended.waitFor()).isZero();
    heldBy(new Holder(me.owner() + "-earlier", me.host(), ended.pid()), 7, 0);

    try (Lease lease = take(LONG)) {
      assertThat(lease.fence()).isEqualTo(8);
    }
  }

  @Test
  void aSilentHolderIsRespectedUntilItsLeaseHasRunOut() throws Exception {
    heldBy(ELSEWHERE, 7, LONG.toSeconds() - 60);
    stop.request(new StopSignal.Requested());

    assertThatThrownBy(() -> take(LONG)).isInstanceOf(InterruptedException.class);
    assertThat(row("owner || ' ' || fence")).isEqualTo(ELSEWHERE.owner() + " 7");
  }

  @Test
  void aSilentHolderIsTakenOverOnceItsLeaseHasRunOut() throws Exception {
    heldBy(ELSEWHERE, 7, LONG.toSeconds() + 1);

    try (Lease lease = take(LONG)) {
      assertThat(lease.fence()).isEqualTo(8);
      assertThat(row("owner")).isEqualTo(me.owner());
    }
  }

  @Test
  void theHeartbeatRenewsItAndHearsOfAStop() throws Exception {
    try (Lease lease = take(SHORT)) {
      String first = row("heartbeat_at");
      await(() -> !row("heartbeat_at").equals(first));

      execute("update lease set stop_requested = true");
      await(stop::isRequested);
      assertThat(stop.reason()).isEqualTo(new StopSignal.Requested());
      assertThatCode(lease::check).doesNotThrowAnyException();
    }
  }

  @Test
  void aStallIsShownAtOnceAndNoLongerThanItLasts() throws Exception {
    try (Lease lease = take(LONG)) {
      lease.stalled(Optional.of("the source /s has not answered"));
      await(() -> "the source /s has not answered".equals(row("stalled")));

      lease.stalled(Optional.empty());
      await(() -> row("stalled") == null);
    }
  }

  @Test
  void aStallOfAFormerHolderIsNotShown() throws Exception {
    heldBy(ELSEWHERE, 7, LONG.toSeconds() + 1);
    execute("update lease set stalled = 'long ago'");

    try (Lease lease = take(LONG)) {
      assertThat(row("stalled")).isNull();
      lease.stalled(Optional.of("the target /t has not answered"));
    }
    assertThat(row("stalled")).isNull();
  }

  @Test
  void aHolderThatWasTakenOverLosesTheFenceAndLeavesTheRowAlone() throws Exception {
    try (Lease lease = take(SHORT)) {
      heldBy(ELSEWHERE, 9, 0);
      await(() -> stop.reason() instanceof StopSignal.LeaseLost);

      assertThatThrownBy(lease::check).isInstanceOf(LeaseLostException.class)
          .hasMessageContaining("taken it over");
    }
    assertThat(row("owner || ' ' || fence")).isEqualTo(ELSEWHERE.owner() + " 9");
  }

  @Test
  void aLeaseThatCannotBeRenewedIsLostBeforeItHasRunOut() throws Exception {
    long took = System.nanoTime();
    try (Lease lease = take(SHORT)) {
      execute("alter table lease rename to lost");
      await(() -> fails(lease));

      assertThat(Duration.ofNanos(System.nanoTime() - took)).isGreaterThan(SHORT.dividedBy(2));
      assertThat(stop.reason()).isInstanceOf(StopSignal.LeaseLost.class);
    }
  }

  @Test
  void aLostRunLockIsNotRenewedPast() throws Exception {
    try (Lease lease = take(SHORT)) {
      lock.close();
      await(() -> fails(lease));

      assertThatThrownBy(lease::check).hasMessageContaining("could not be renewed");
    }
  }

  private Lease take(Duration length) throws SQLException, InterruptedException {
    return Lease.take(DriverManager.getConnection(url), ID, me, lock, stop, length);
  }

  private void heldBy(Holder holder, long fence, long secondsAgo) throws SQLException {
    execute("delete from lease");
    execute("insert into lease (migration_id, owner, host, pid, fence, heartbeat_at,"
        + " stop_requested) values ('" + ID + "', '" + holder.owner() + "', '" + holder.host()
        + "', " + holder.pid() + ", " + fence + ", dateadd(second, -" + secondsAgo
        + ", current_timestamp), false)");
  }

  private static boolean fails(Lease lease) {
    try {
      lease.check();
      return false;
    } catch (LeaseLostException e) {
      return true;
    }
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void await(Condition condition) throws SQLException {
    while (!condition.holds()) {
      Thread.onSpinWait();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = observer.createStatement()) {
      statement.execute(sql);
    }
  }

  private String row(String columns) throws SQLException {
    try (Statement statement = observer.createStatement();
        ResultSet result = statement.executeQuery("select " + columns + " from lease")) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
