package io.efsmigrator.app;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.job.CopyWork;
import io.efsmigrator.app.job.Cutover;
import io.efsmigrator.app.job.CutoverWindow;
import io.efsmigrator.app.job.MigrationJobConfiguration;
import io.efsmigrator.app.job.Roots;
import io.efsmigrator.app.job.RunParts;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.app.state.JdbcCutoverRecord;
import io.efsmigrator.app.state.JdbcNodeJobs;
import io.efsmigrator.app.state.JdbcRollbackRecord;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.LiftPause;
import io.efsmigrator.stage.StageOutcome;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** Wires the job {@code migrate}. */
final class Migration {

  private final MigrationConfig config;
  private final MigrationPlan plan;
  private final MigratorContext context;
  private final Roots roots;
  private final RunListener listener;
  private final Clock clock;

  Migration(MigrationConfig config, MigratorContext context, Roots roots, RunListener listener,
      Clock clock) {
    this.config = config;
    this.plan = config.plan();
    this.context = context;
    this.roots = roots;
    this.listener = listener;
    this.clock = clock;
  }

  /** Whether the cutover has begun: from then on the run goes on outside of its window too. */
  boolean cutoverBegun() {
    return new JdbcCutoverRecord(context.dataSource()).begun(plan.id());
  }

  RunResult run(Optional<String> until) throws IOException, SQLException, InterruptedException {
    if (new JdbcRollbackRecord(context.dataSource()).begun(plan.id()).isPresent()) {
      return new RunResult.Refused("The rollback of " + plan.id() + " has begun.",
          "Go on with `migrator restart`; to migrate again, launch with another name after it.");
    }
    String id = plan.id().toString();
    try (World world = World.open(config, new JdbcNodeJobs(context.dataSource()), clock);
        Paced paced = new Paced(context, clock, plan.copy(), Optional.of(config.pace()))) {
      RunParts parts = paced.parts(id, listener, until);
      CopyWork work = new CopyWork(plan.sourceRoot(), plan.targetRoot(),
          context.settings().runDirectory(id), plan.copy(),
          new DeletePolicy.Delete(plan.copy().maxDelete()), plan.verify(), roots);
      Optional<DnsName> source = Optional.of(plan.id().source().dnsName(plan.region()));
      Cutover cutover = Cutover.of(
          new JdbcCutoverRecord(context.dataSource()).finalPassProof(plan.id()).isPresent(),
          () -> world.cluster().endpoint(plan.primary().name()).equals(source));
      CutoverWindow window = new CutoverWindow(context.stopSignal(), clock,
          plan.cutover().windowLimit());
      RunResult result = context.runs().run(
          new Runs.Request(MigrationJobConfiguration.NAME, id, plan.id().source().toString(),
              plan.target().name(), new ConfigSnapshot(config.canonical())),
          () -> {
            paced.begin(id, Optional.of(config.pace()), this::cutoverBegun);
            return new MigrationJobConfiguration(plan,
                Stages.of(world, context.dataSource(), parts.guard(), clock), work, parts,
                cutover, window).job();
          }, listener);
      return context.stopSignal().reason() instanceof StopSignal.CutoverTooLong
          ? lifted(world, result)
          : result;
    }
  }

  /** The run lock is still held: nobody else starts or pauses writers meanwhile. */
  private RunResult lifted(World world, RunResult result) {
    StageOutcome outcome = new LiftPause(world.cluster(), world.cluster()).run(plan);
    return switch (result) {
      case RunResult.Failed(long execution, String what, String _) -> switch (outcome) {
        case StageOutcome.Completed _ -> new RunResult.Failed(execution,
            what + " They are at work on the source again; nothing is lost.",
            "Restart when there is time, or allow more with cutover.window-limit.");
        case StageOutcome.Blocked(String reason, String remedy, var _) ->
          stillPaused(execution, what, reason, remedy);
        case StageOutcome.Waiting(String reason, var _) ->
          stillPaused(execution, what, reason, "Start them by hand, or restart.");
        case StageOutcome.Paused(String reason, String remedy) ->
          stillPaused(execution, what, reason, remedy);
      };
      case RunResult other -> other;
    };
  }

  private static RunResult stillPaused(long execution, String what, String reason, String remedy) {
    return new RunResult.Failed(execution, what + " THEY ARE STILL PAUSED: " + reason, remedy);
  }
}
