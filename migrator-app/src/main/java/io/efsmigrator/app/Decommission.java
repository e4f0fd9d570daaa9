package io.efsmigrator.app;

import io.efsmigrator.app.aws.BackupRecoveryPoints;
import io.efsmigrator.app.aws.CloudWatchConnections;
import io.efsmigrator.app.aws.EfsReplications;
import io.efsmigrator.app.aws.EfsSourceRemoval;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.job.DecommissionJobConfiguration;
import io.efsmigrator.app.job.RunParts;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.state.JdbcDecommissionRecord;
import io.efsmigrator.app.state.JdbcFindings;
import io.efsmigrator.app.state.JdbcNodeJobs;
import io.efsmigrator.app.state.Migrations;
import io.efsmigrator.plan.DecommissionOrder;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.CheckDecommission;
import io.efsmigrator.stage.DecommissionChecks;
import io.efsmigrator.stage.DecommissionStage;
import io.efsmigrator.stage.DeleteSource;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.Findings;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Wires the deletion of a source: the only place that makes an {@link EfsSourceRemoval}, and makes it
 * for the source of this migration.
 */
final class Decommission {

  private final MigrationConfig config;
  private final MigrationPlan plan;
  private final DecommissionOrder order;
  private final MigratorContext context;
  private final RunParts parts;
  private final JdbcDecommissionRecord record;

  Decommission(MigrationConfig config, DecommissionOrder order, MigratorContext context,
      RunParts parts) {
    this.config = config;
    this.plan = config.plan();
    this.order = order;
    this.context = context;
    this.parts = parts;
    this.record = new JdbcDecommissionRecord(context.dataSource());
  }

  RunResult run() throws IOException, SQLException, InterruptedException {
    Optional<Migrations.Row> known = new Migrations(context.dataSource())
        .find(plan.id().toString());
    if (known.filter(row -> row.jobName().equals("migrate")).isEmpty()) {
      return new RunResult.Refused("There is no migration " + plan.id() + " in this state folder.",
          "Name the file and the state that the migration ran with; see `migrator history`.");
    }
    if (Rollback.hasBegun(context, plan)) {
      return new RunResult.Refused(
          "The rollback of " + plan.id() + " has begun: the cluster goes back to "
              + plan.id().source() + ".",
          "Never delete it. Go on with `migrator restart`.");
    }
    try (World world = World.open(config, new JdbcNodeJobs(context.dataSource()), parts.clock());
        CloudWatchConnections connections = CloudWatchConnections.connect(world.access());
        EfsReplications replications = EfsReplications.connect(world.access());
        BackupRecoveryPoints backups = BackupRecoveryPoints.connect(world.access())) {
      DecommissionChecks checks = new DecommissionChecks(world.fileSystems(),
          new DecommissionChecks.Questions(replications, connections, backups), world.cluster(),
          record, order, parts.clock());
      return order.typed().isEmpty()
          ? look(new CheckDecommission(checks, (migration, finding) -> show(finding)))
          : delete(world, checks);
    }
  }

  /** Nothing is started and nothing noted: an operator looks before the decision. */
  private RunResult look(CheckDecommission check) {
    return switch (check.run(plan)) {
      case StageOutcome.Blocked(String reason, String remedy, var _) -> new RunResult.Refused(
          "Nothing was deleted: " + reason + ".", remedy);
      case StageOutcome.Waiting(String reason, var _) -> new RunResult.Refused(
          "Nothing was deleted: " + reason + ".", "Look again in a while.");
      // Only if the source has gone already; an order without a typed id passes no other check.
      case StageOutcome.Completed(String summary) -> new RunResult.Refused(
          "Nothing was deleted: " + summary + ".", "Type the id of the source to end the job.");
      case StageOutcome.Paused(String reason, String remedy) -> new RunResult.Refused(
          "Nothing was deleted: " + reason + ".", remedy);
    };
  }

  private RunResult delete(World world, DecommissionChecks checks)
      throws IOException, SQLException, InterruptedException {
    JdbcFindings kept = new JdbcFindings(context.dataSource());
    Findings findings = (migration, finding) -> {
      kept.report(migration, finding);
      show(finding);
    };
    try (EfsSourceRemoval removal = EfsSourceRemoval.connect(world.access(), plan.id().source())) {
      Map<DecommissionStage, Stage> stages = new EnumMap<>(DecommissionStage.class);
      stages.put(DecommissionStage.CHECK, new CheckDecommission(checks, findings));
      stages.put(DecommissionStage.MOUNT_TARGETS,
          deletion(DeleteSource.Part.MOUNT_TARGETS, checks, world, removal));
      stages.put(DecommissionStage.FILE_SYSTEM,
          deletion(DeleteSource.Part.FILE_SYSTEM, checks, world, removal));
      stages.replaceAll((_, stage) -> world.here(stage));
      // The migration's own identity and configuration: a changed file is refused as in a restart.
      return context.runs().run(
          new Runs.Request(DecommissionJobConfiguration.NAME, plan.id().toString(),
              plan.id().source().toString(), plan.target().name(),
              new ConfigSnapshot(config.canonical())),
          () -> new DecommissionJobConfiguration(plan, stages, parts).job(), parts.listener());
    }
  }

  private Stage deletion(DeleteSource.Part part, DecommissionChecks checks, World world,
      EfsSourceRemoval removal) {
    return new DeleteSource(part, checks, world.fileSystems(), removal, record, parts.guard());
  }

  private void show(Finding finding) {
    parts.listener().notice("%-5s %-12s %s".formatted(finding.level(), finding.topic(),
        finding.text()));
  }
}
