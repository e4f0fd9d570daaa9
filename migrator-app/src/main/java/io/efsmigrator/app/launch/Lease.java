package io.efsmigrator.app.launch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to work on a migration, renewed by a heartbeat, with a fence number that grows with each
 * holder.
 *
 * <p>The run lock settles who may start. The lease is for the process that has lost its lock without
 * noticing: it was suspended, or cut off from the database, and wakes up beside its successor. By the
 * clock of this machine that never jumps it knows how long ago its last renewal began; after two
 * thirds of the lease {@link #check} lets nothing more pass. A successor respects the whole lease, by
 * the clock of the database, so the third in between covers clocks that run at different speeds and
 * a write that was already on its way.
 */
public final class Lease implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Lease.class);
  private static final int BEATS_PER_LEASE = 5;

  private final Connection connection;
  private final String migrationId;
  private final Holder me;
  private final long fence;
  private final RunLock lock;
  private final StopSignal stop;
  private final long trustedNanos;
  private final ScheduledExecutorService heart;

  private volatile long renewedAtNanos;
  private volatile @Nullable String lost;
  private volatile @Nullable String stalled;

  private Lease(Connection connection, String migrationId, Holder me, long fence, RunLock lock,
      StopSignal stop, Duration length, long renewedAtNanos) {
    this.connection = connection;
    this.migrationId = migrationId;
    this.me = me;
    this.fence = fence;
    this.lock = lock;
    this.stop = stop;
    this.trustedNanos = length.toNanos() * 2 / 3;
    this.renewedAtNanos = renewedAtNanos;
    this.heart = Executors
        .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("lease").daemon().factory());
    long beatNanos = length.toNanos() / BEATS_PER_LEASE;
    var _ = heart.scheduleWithFixedDelay(this::beat, beatNanos, beatNanos,
        TimeUnit.NANOSECONDS);
  }

  /**
   * Takes the lease of a migration whose run lock is held. A former holder that is not certainly dead
   * is respected until its lease has run out.
   *
   * @param connection used by nothing else, so that a busy pool never delays a heartbeat
   */
  static Lease take(Connection connection, String migrationId, Holder me, RunLock lock,
      StopSignal stop, Duration length) throws SQLException, InterruptedException {
    connection.setAutoCommit(true);
    LeaseRow rows = new LeaseRow(connection, migrationId);
    rows.insertIfMissing(me);
    while (true) {
      LeaseRow.Content former = rows.read();
      boolean free = former.holder().owner().isEmpty() || former.holder().isKnownDead()
          || former.age().compareTo(length) >= 0;
      long askedAtNanos = System.nanoTime();
      // Compare and set: whoever changed the row meanwhile wins, and is waited for in turn.
      if (free && rows.takeOver(me, former.fence())) {
        return new Lease(connection, migrationId, me, former.fence() + 1, lock, stop, length,
            askedAtNanos);
      }
      log.info("waiting until the lease of {} has run out", former.holder());
      stop.pause(length.dividedBy(BEATS_PER_LEASE));
      if (stop.isRequested()) {
        throw new InterruptedException("stopped while waiting for a lease");
      }
    }
  }

  /** The number that every write of progress carries. */
  public long fence() {
    return fence;
  }

  /** The migration this is the lease of. */
  public String migrationId() {
    return migrationId;
  }

  /** Throws unless this process certainly still holds the lease. Cheap: no lock, no call. */
  public void check() {
    String why = lost;
    if (why != null) {
      throw new LeaseLostException(why);
    }
    if (System.nanoTime() - renewedAtNanos > trustedNanos) {
      lose("it could not be renewed in time");
      throw new LeaseLostException("it could not be renewed in time");
    }
  }

  /**
   * Shows in the row that a side does not answer, or with nothing that both do again. Written by the
   * thread of the heartbeat, at once and with each beat, so that whoever calls this never waits.
   */
  void stalled(Optional<String> words) {
    String now = words.orElse(null);
    if (!Objects.equals(stalled, now)) {
      stalled = now;
      try {
        heart.execute(this::beat);
      } catch (RejectedExecutionException e) {
        // Lost or given back: the row is not ours any more.
      }
    }
  }

  /** Gives the lease back, so that a successor need not wait for it to run out. */
  @Override
  public void close() throws SQLException {
    heart.shutdownNow();
    try {
      if (heart.awaitTermination(trustedNanos, TimeUnit.NANOSECONDS) && lost == null) {
        new LeaseRow(connection, migrationId).release(me, fence);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection.close();
    }
  }

  private void beat() {
    try {
      check();
      lock.check();
      // The time before the call: what counts is when the renewal was asked for, not when it came.
      long askedAtNanos = System.nanoTime();
      if (!renew()) {
        lose("another process has taken it over");
        return;
      }
      renewedAtNanos = askedAtNanos;
      if (stopRequested()) {
        stop.request(new StopSignal.Requested());
      }
    } catch (LeaseLostException e) {
      heart.shutdown();
    } catch (Exception e) {
      // Not lost yet: the next beats may succeed before two thirds of the lease are over.
      log.warn("the lease could not be renewed: {}", e.toString());
    }
  }

  private boolean renew() throws SQLException {
    try (PreparedStatement statement = connection
        .prepareStatement("update lease set heartbeat_at = current_timestamp, stalled = ?"
            + " where migration_id = ? and owner = ? and fence = ?")) {
      statement.setString(1, stalled);
      statement.setString(2, migrationId);
      statement.setString(3, me.owner());
      statement.setLong(4, fence);
      return statement.executeUpdate() == 1;
    }
  }

  private boolean stopRequested() throws SQLException {
    try (PreparedStatement statement = connection
        .prepareStatement("select stop_requested from lease where migration_id = ?")) {
      statement.setString(1, migrationId);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private void lose(String why) {
    if (lost == null) {
      lost = why;
      log.error("the lease of {} is lost: {}", migrationId, why);
      stop.request(new StopSignal.LeaseLost(why));
      heart.shutdown();
    }
  }
}
