package io.efsmigrator.app.launch;

import io.efsmigrator.app.history.OwnerServer;
import io.efsmigrator.app.history.RunControl;
import io.efsmigrator.app.state.JdbcApprovals;
import io.efsmigrator.app.state.JdbcObligations;
import io.efsmigrator.app.state.JdbcPace;
import io.efsmigrator.app.state.Migrations;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.Obligation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;

/**
 * The one way to start a run, first or again: lock (already held) → lease → heal → recover → start
 * with the same identity.
 */
public final class Runs {

  private static final Logger log = LoggerFactory.getLogger(Runs.class);

  /** The one identifying parameter: two launches with the same are the same job instance. */
  public static final String IDENTITY = "migration";

  /** What is to be run, by name. */
  public record Request(String jobName, String migrationId, String source, String target,
      ConfigSnapshot config) {}

  /** Builds the job once the lease is held. */
  @FunctionalInterface
  public interface JobFactory {

    /**
     * The job, with the same steps for the same migration every time.
     *
     * @throws StepFailedException if a safety rule forbids it; nothing was started
     */
    Job create() throws Exception;
  }

  private final RepositorySettings settings;
  private final JobRepository repository;
  private final JobOperator operator;
  private final DataSource dataSource;
  private final RunLock lock;
  private final Holder me;
  private final Fence fence;
  private final StopSignal stop;

  /** What {@link #leave} has to end. */
  private record Active(Request request, Lease lease, OwnerServer server) {}

  private final AtomicReference<@Nullable Active> active = new AtomicReference<>();

  /** Everything that one open repository has, with the run lock that protects it. */
  public Runs(RepositorySettings settings, JobRepository repository, JobOperator operator,
      DataSource dataSource, RunLock lock, Holder me, Fence fence, StopSignal stop) {
    this.settings = settings;
    this.repository = repository;
    this.operator = operator;
    this.dataSource = dataSource;
    this.lock = lock;
    this.me = me;
    this.fence = fence;
    this.stop = stop;
  }

  /** Runs until the job completes, fails, pauses or is stopped. */
  public RunResult run(Request request, JobFactory factory, RunListener listener)
      throws IOException, SQLException, InterruptedException {
    RunResult.@Nullable Refused refused = refusal(request);
    if (refused != null) {
      return refused;
    }
    try (Lease lease = Lease.take(leaseConnection(), request.migrationId(), me, lock, stop,
        settings.lease());
        OwnerServer server = OwnerServer.start(settings.stateDirectory(), dataSource,
            control())) {
      fence.arm(lease);
      active.set(new Active(request, lease, server));
      return start(request, factory, listener);
    } finally {
      active.set(null);
    }
  }

  /** Lets other terminals see which side does not answer; nothing means that both do. Never waits. */
  public void stalled(Optional<String> words) {
    Active run = active.get();
    if (run != null) {
      run.lease().stalled(words);
    }
  }

  /**
   * Ends a run that is to stop and cannot, because threads of it hang in the kernel: they are shut
   * out, the execution is noted as stopped, the lease is given back. To be called by another thread
   * than that of {@link #run}, which may never return; the process has to end soon.
   */
  public RunResult leave(String why) throws SQLException {
    fence.leaveTo(Thread.currentThread());
    StopSignal.Reason reason = Objects.requireNonNull(stop.reason(), "nobody asked for the end");
    Active run = active.get();
    if (run == null) {
      return Outcome.left(0, reason, why);
    }
    run.server().close();
    if (reason instanceof StopSignal.LeaseLost) {
      return Outcome.left(0, reason, why);
    }
    JobParameters identity = identity(run.request().migrationId());
    long execution = new Leaving(repository, why).stop(run.request().jobName(), identity);
    run.lease().close();
    return Outcome.left(execution, reason, why);
  }

  /**
   * Gives a job instance up for good: it can never be restarted. The next launch of the same
   * migration is refused until it gets another name.
   */
  public boolean abandon(String jobName, String migrationId)
      throws SQLException, InterruptedException, JobExecutionException {
    try (Lease lease = Lease.take(leaseConnection(), migrationId, me, lock, stop,
        settings.lease())) {
      fence.arm(lease);
      JobParameters identity = identity(migrationId);
      new Healing(repository, operator, me).heal(jobName, identity);
      JobExecution last = repository.getLastJobExecution(jobName, identity);
      if (last == null || last.getStatus() == BatchStatus.COMPLETED) {
        return false;
      }
      operator.abandon(last);
      return true;
    }
  }

  /**
   * Heals what a dead process left of another job of the same migration. To be called by a
   * {@link JobFactory}, under the lease.
   */
  public void heal(String jobName, String migrationId) {
    new Healing(repository, operator, me).heal(jobName, identity(migrationId));
  }

  private RunResult start(Request request, JobFactory factory, RunListener listener) {
    JobParameters identity = identity(request.migrationId());
    new Healing(repository, operator, me).heal(request.jobName(), identity);
    JobExecution last = repository.getLastJobExecution(request.jobName(), identity);
    if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
      return new RunResult.AlreadyCompleted(last.getId());
    }
    if (last != null && last.getStatus() == BatchStatus.ABANDONED) {
      return new RunResult.Refused("Migration " + request.migrationId() + " was abandoned.",
          "Give the migration another name to begin anew.");
    }
    try {
      Job job = factory.create();
      if (job instanceof AbstractJob tells) {
        tells.registerJobExecutionListener(started(listener, last));
      }
      return Outcome.of(operator.start(job, parameters(request)), stop);
    } catch (StepFailedException e) {
      return Outcome.failed(last == null ? 0 : last.getId(), e);
    } catch (Exception e) {
      if (stop.reason() instanceof StopSignal.LeaseLost(String why)) {
        log.error("the run ended after its lease was lost", e);
        return Outcome.leaseLost(0, why);
      }
      throw new IllegalStateException("the job could not be run: " + e.getMessage(), e);
    }
  }

  private static JobExecutionListener started(RunListener listener, @Nullable JobExecution last) {
    return new JobExecutionListener() {
      @Override
      public void beforeJob(JobExecution execution) {
        listener.started(execution.getId(), last == null
            ? ""
            : "goes on where execution " + last.getId() + " ended (" + last.getStatus() + ")");
      }
    };
  }

  /** Notes the migration the first time; refuses it if what was asked for has changed since. */
  private RunResult.@Nullable Refused refusal(Request request) {
    Migrations migrations = new Migrations(dataSource);
    Optional<Migrations.Row> known = migrations.find(request.migrationId());
    if (known.isEmpty()) {
      migrations.insert(new Migrations.Row(request.migrationId(), request.jobName(),
          request.source(), request.target(), request.config().text()));
      return null;
    }
    List<String> changes = request.config()
        .changesSince(ConfigSnapshot.parse(known.get().config()));
    return changes.isEmpty()
        ? null
        : new RunResult.Refused("The configuration changed since " + request.migrationId()
            + " was launched: " + String.join("; ", changes) + ".",
            "Take the change back, or give the migration another name to begin anew.");
  }

  /** A connection of its own, so that neither the pool nor the fence delays a heartbeat. */
  private Connection leaseConnection() throws SQLException {
    return DriverManager.getConnection(settings.jdbcUrl(), settings.secrets());
  }

  private RunControl control() {
    return new RunControl() {
      @Override
      public void stop() {
        stop.request(new StopSignal.Requested());
      }

      @Override
      public void approve(String migrationId, String gate, String actor, String comment) {
        new JdbcApprovals(dataSource).approve(migrationId, gate, actor, comment);
      }

      @Override
      public void throttle(String migrationId, Map<String, String> limits, String actor) {
        new JdbcPace(dataSource).throttle(migrationId, limits, actor);
      }

      @Override
      public void owe(MigrationId migration, Obligation obligation) {
        new JdbcObligations(dataSource).owe(migration, obligation);
      }

      @Override
      public void met(MigrationId migration, FileSystemId fileSystem) {
        new JdbcObligations(dataSource).met(migration, fileSystem);
      }
    };
  }

  private JobParameters parameters(Request request) {
    return new JobParametersBuilder(identity(request.migrationId()))
        .addString("host", me.host(), false).addLong("pid", me.pid(), false)
        .addLong("fence", fence.number(), false).toJobParameters();
  }

  private static JobParameters identity(String migrationId) {
    return new JobParametersBuilder().addString(IDENTITY, migrationId, true).toJobParameters();
  }
}
