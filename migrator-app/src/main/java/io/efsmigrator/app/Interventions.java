package io.efsmigrator.app;

import io.efsmigrator.app.job.MigrationJobConfiguration;
import io.efsmigrator.app.job.RollbackJobConfiguration;
import io.efsmigrator.app.launch.HeldException;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.state.JdbcApprovals;
import io.efsmigrator.app.state.JdbcPace;
import io.efsmigrator.app.state.Leases;
import io.efsmigrator.app.state.Migrations;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What a person does to a migration from outside of its run. On H2 the file is taken for a moment, so
 * this is for the time when no run has it; on PostgreSQL it works beside one.
 */
final class Interventions {

  private final RepositorySettings settings;

  Interventions(RepositorySettings settings) {
    this.settings = settings;
  }

  void approve(String migrationId, String gate, String actor, String comment) {
    beside(state -> {
      Migrations.Row row = new Migrations(state).find(migrationId)
          .orElseThrow(() -> new OperatorError(ExitCode.USAGE,
              "there is no migration " + migrationId, "See `migrator history`."));
      if (!row.jobName().equals(MigrationJobConfiguration.NAME)) {
        throw new OperatorError(ExitCode.USAGE, migrationId + " has no gate to approve",
            "Only a migration waits for approvals.");
      }
      new JdbcApprovals(state).approve(migrationId, gate, actor, comment);
    });
  }

  void throttle(String migrationId, Map<String, String> limits, String actor) {
    beside(state -> new JdbcPace(state).throttle(migrationId, limits, actor));
  }

  boolean requestStop(Optional<String> migrationId) {
    if (settings.isH2()) {
      // Only the process that has the file can be running, and that one is asked directly.
      return false;
    }
    return new Leases(direct()).requestStop(migrationId) > 0;
  }

  void abandon(long executionId) {
    Optional<Migrations.Execution> known = settings.isH2()
        ? Optional.empty()
        : new Migrations(direct()).execution(executionId);
    String lockId = known.map(Migrations.Execution::migrationId).orElse("abandon");
    try (MigratorContext context = MigratorContext.open(settings, lockId)) {
      Migrations.Execution execution = known
          .or(() -> new Migrations(context.dataSource()).execution(executionId))
          .orElseThrow(() -> new OperatorError(ExitCode.USAGE,
              "there is no execution " + executionId, "See `migrator history`."));
      if (execution.jobName().equals(RollbackJobConfiguration.NAME)) {
        throw new OperatorError(ExitCode.REFUSED,
            "execution " + executionId + " leads a cluster back and cannot be given up half-way",
            "Go on with `migrator restart`.");
      }
      if (!context.runs().abandon(execution.jobName(), execution.migrationId())) {
        throw new OperatorError(ExitCode.USAGE,
            "execution " + executionId + " has completed and cannot be abandoned",
            "There is nothing to do.");
      }
    } catch (HeldException e) {
      throw held(e);
    } catch (SQLException | JobExecutionException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private interface Work {
    void run(DataSource state);
  }

  /** Something that is done beside a run, or while there is none, and has a result. */
  <T> T with(Function<DataSource, T> work) {
    List<T> result = new ArrayList<>(1);
    beside(state -> result.add(work.apply(state)));
    return result.getFirst();
  }

  private void beside(Work work) {
    if (!settings.isH2()) {
      work.run(direct());
      return;
    }
    try (MigratorContext context = MigratorContext.open(settings, "beside")) {
      work.run(context.dataSource());
    } catch (HeldException e) {
      throw held(e);
    }
  }

  private DataSource direct() {
    return new DriverManagerDataSource(settings.jdbcUrl(), settings.secrets());
  }

  private static OperatorError held(HeldException e) {
    return new OperatorError(ExitCode.REFUSED, "a run is at work: " + e.getMessage(),
        "Stop it first with `migrator stop`.", e);
  }
}
