package io.efsmigrator.app;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.job.CopyWork;
import io.efsmigrator.app.job.MigrationJobConfiguration;
import io.efsmigrator.app.job.ReverseWork;
import io.efsmigrator.app.job.RollbackJobConfiguration;
import io.efsmigrator.app.job.Roots;
import io.efsmigrator.app.job.RunParts;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.state.JdbcCutoverRecord;
import io.efsmigrator.app.state.JdbcFindings;
import io.efsmigrator.app.state.JdbcNodeJobs;
import io.efsmigrator.app.state.JdbcObligations;
import io.efsmigrator.app.state.JdbcRollbackRecord;
import io.efsmigrator.app.state.Migrations;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.RollbackOrder;
import io.efsmigrator.stage.CheckRollback;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.Findings;
import io.efsmigrator.stage.LowerThroughput;
import io.efsmigrator.stage.PrepareReverse;
import io.efsmigrator.stage.QuiesceForReturn;
import io.efsmigrator.stage.ReturnNodes;
import io.efsmigrator.stage.ReverseState;
import io.efsmigrator.stage.RollbackChecks;
import io.efsmigrator.stage.RollbackStage;
import io.efsmigrator.stage.SetNormal;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Wires the job {@code rollback}. */
final class Rollback {

  private final MigrationConfig config;
  private final MigrationPlan plan;
  private final RollbackOrder order;
  private final MigratorContext context;
  private final RunListener listener;
  private final Clock clock;
  private final JdbcRollbackRecord record;

  Rollback(MigrationConfig config, RollbackOrder order, MigratorContext context,
      RunListener listener, Clock clock) {
    this.config = config;
    this.plan = config.plan();
    this.order = order;
    this.context = context;
    this.listener = listener;
    this.clock = clock;
    this.record = new JdbcRollbackRecord(context.dataSource());
  }

  /** Whether there is one to go on with. */
  static boolean hasBegun(MigratorContext context, MigrationPlan plan) {
    return new JdbcRollbackRecord(context.dataSource()).begun(plan.id()).isPresent();
  }

  /** Starts it or goes on with it; without a typed id one that has not begun is only looked at. */
  RunResult run(Roots roots) throws IOException, SQLException, InterruptedException {
    Optional<RunResult> unknown = unknown();
    if (unknown.isPresent()) {
      return unknown.get();
    }
    try (World world = open()) {
      return order.typed().isEmpty() && record.begun(plan.id()).isEmpty()
          ? refused(check(world, (_, finding) -> show(finding)).lookOnly(plan))
          : start(world, roots);
    }
  }

  /** Shows the checks and what would be done; nothing is started and nothing noted. */
  RunResult look() throws IOException {
    Optional<RunResult> unknown = unknown();
    if (unknown.isPresent()) {
      return unknown.get();
    }
    try (World world = open()) {
      StageOutcome outcome = check(world, (_, finding) -> show(finding)).rehearse(plan);
      if (!(outcome instanceof StageOutcome.Completed)) {
        return refused(outcome);
      }
      for (RollbackStage stage : RollbackStage.values()) {
        listener.notice("would do %-18s %s".formatted(stage.stepName(), stage.title()));
      }
      return new RunResult.Shown("nothing was changed; without --dry-run it would begin");
    }
  }

  private World open() throws IOException {
    return World.open(config, new JdbcNodeJobs(context.dataSource()), clock);
  }

  private Optional<RunResult> unknown() {
    return new Migrations(context.dataSource()).find(plan.id().toString())
        .filter(row -> row.jobName().equals(MigrationJobConfiguration.NAME)).isPresent()
            ? Optional.empty()
            : Optional.of(new RunResult.Refused(
                "There is no migration " + plan.id() + " in this state folder.",
                "Name the file and the state that the migration ran with; see `migrator history`."));
  }

  private static RunResult refused(StageOutcome outcome) {
    return switch (outcome) {
      case StageOutcome.Blocked(String reason, String remedy, var _) ->
        new RunResult.Refused("Nothing was changed: " + reason + ".", remedy);
      case StageOutcome.Waiting(String reason, var _) ->
        new RunResult.Refused("Nothing was changed: " + reason + ".", "Look again in a while.");
      case StageOutcome.Paused(String reason, String remedy) ->
        new RunResult.Refused("Nothing was changed: " + reason + ".", remedy);
      // An order without a typed id passes no check before the rollback has begun.
      case StageOutcome.Completed(String summary) ->
        new RunResult.Refused("Nothing was changed: " + summary + ".", "Type the target's id.");
    };
  }

  private RunResult start(World world, Roots roots)
      throws IOException, SQLException, InterruptedException {
    String id = plan.id().toString();
    try (Paced paced = new Paced(context, clock, plan.copy(), Optional.of(config.pace()))) {
      RunParts parts = paced.parts(id, listener, Optional.empty());
      CopyWork back = new CopyWork(plan.targetRoot(), plan.sourceRoot(),
          context.settings().runDirectory(id).resolve(RollbackJobConfiguration.NAME), plan.copy(),
          new DeletePolicy.Delete(plan.copy().maxDelete()), plan.verify(), roots);
      ReverseWork reverse = new ReverseWork(back, context.settings().runDirectory(id),
          () -> ReverseState.of(plan, world.cluster(), record));
      // The migration's own identity and configuration: a changed file is refused as in a restart.
      return context.runs().run(
          new Runs.Request(RollbackJobConfiguration.NAME, id, plan.id().source().toString(),
              plan.target().name(), new ConfigSnapshot(config.canonical())),
          () -> {
            context.runs().heal(MigrationJobConfiguration.NAME, id);
            // A way back is never left half-way because of an hour.
            paced.begin(id, Optional.of(config.pace()), () -> true);
            return new RollbackJobConfiguration(plan, stages(world, parts), reverse, parts).job();
          }, listener);
    }
  }

  private Map<RollbackStage, Stage> stages(World world, RunParts parts) {
    JdbcFindings kept = new JdbcFindings(context.dataSource());
    Findings findings = (migration, finding) -> {
      kept.report(migration, finding);
      show(finding);
    };
    var cluster = world.cluster();
    Map<RollbackStage, Stage> stages = new EnumMap<>(RollbackStage.class);
    stages.put(RollbackStage.CHECK, check(world, findings));
    stages.put(RollbackStage.PREPARE, new PrepareReverse(cluster, cluster, world.mounts(), record,
        new ClaimSource(
            new ClaimTarget(new Migrations(context.dataSource()), parts.guard()))));
    stages.put(RollbackStage.QUIESCE, new QuiesceForReturn(cluster, cluster, record));
    stages.put(RollbackStage.RETURN_PRIMARY,
        new ReturnNodes(ReturnNodes.Part.PRIMARY, cluster, cluster, record));
    stages.put(RollbackStage.RETURN_BACKUP,
        new ReturnNodes(ReturnNodes.Part.BACKUPS, cluster, cluster, record));
    stages.put(RollbackStage.SET_NORMAL, SetNormal.onSource(cluster, cluster));
    stages.put(RollbackStage.RESTORE_THROUGHPUT, new LowerThroughput(world.fileSystems(),
        new JdbcObligations(context.dataSource()), kept, clock));
    stages.replaceAll((_, stage) -> world.here(stage));
    return stages;
  }

  private CheckRollback check(World world, Findings findings) {
    return new CheckRollback(new RollbackChecks(world.fileSystems(), world.cluster(),
        new JdbcCutoverRecord(context.dataSource()), record, order), findings);
  }

  private void show(Finding finding) {
    listener.notice("%-5s %-12s %s".formatted(finding.level(), finding.topic(), finding.text()));
  }
}
