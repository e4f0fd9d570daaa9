package io.efsmigrator.app;

import io.efsmigrator.app.cli.Launcher;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.job.CopyJobConfiguration;
import io.efsmigrator.app.job.CopyWork;
import io.efsmigrator.app.job.Roots;
import io.efsmigrator.app.job.RunParts;
import io.efsmigrator.app.job.Threads;
import io.efsmigrator.app.job.VerifyJobConfiguration;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.HeldException;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.launch.Signals;
import io.efsmigrator.app.launch.StallWatch;
import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.app.mounts.CoveringMount;
import io.efsmigrator.app.state.JdbcPace;
import io.efsmigrator.app.state.Migrations;
import io.efsmigrator.app.state.Problems;
import io.efsmigrator.archive.ArchiveOrder;
import io.efsmigrator.copy.RootChecks;
import io.efsmigrator.copy.RootRefusedException;
import io.efsmigrator.copy.Sentinel;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.DecommissionOrder;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.QuietHours;
import io.efsmigrator.plan.RollbackOrder;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.PendingCall;
import io.efsmigrator.stage.CopyOutlook;
import io.efsmigrator.stage.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Runs what the command line asks for: opens the repository, builds the job, starts it. */
public final class BatchLauncher implements Launcher {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Clock clock;
  private final Duration stallPatience;

  /** A launcher whose stages and progress go by this clock. */
  public BatchLauncher(Clock clock) {
    this(clock, StallWatch.PATIENCE);
  }

  BatchLauncher(Clock clock, Duration stallPatience) {
    this.clock = clock;
    this.stallPatience = stallPatience;
  }

  @Override
  public RunResult migrate(MigrationConfig config, RepositorySettings repository,
      Optional<String> until, RunListener listener) {
    MigrationPlan plan = config.plan();
    Watched watched = watched(plan.sourceRoot(), plan.targetRoot(), listener);
    return opened(tuned(repository, plan.copy()), plan.id().toString(), watched,
        context -> migrate(config, context, watched.roots(), until, listener));
  }

  private RunResult migrate(MigrationConfig config, MigratorContext context, Roots roots,
      Optional<String> until, RunListener listener)
      throws IOException, SQLException, InterruptedException {
    Migration migration = new Migration(config, context, roots, listener, clock);
    Optional<RunResult> closed = outside(config.pace().window(), migration::cutoverBegun);
    return closed.isPresent() ? closed.get() : migration.run(until);
  }

  @Override
  public RunResult restart(MigrationConfig config, RepositorySettings repository,
      RunListener listener) {
    MigrationPlan plan = config.plan();
    Watched there = watched(plan.sourceRoot(), plan.targetRoot(), listener);
    Watched back = watched(plan.targetRoot(), plan.sourceRoot(), listener);
    RollbackOrder goOn = new RollbackOrder(Optional.empty(), System.getProperty("user.name"));
    return openedEither(tuned(repository, plan.copy()), plan.id().toString(),
        context -> Rollback.hasBegun(context, plan)
            ? new Watching(back, () -> new Rollback(config, goOn, context, listener, clock)
                .run(back.roots()))
            : new Watching(there,
                () -> migrate(config, context, there.roots(), Optional.empty(), listener)));
  }

  @Override
  public RunResult rollback(MigrationConfig config, RollbackOrder order,
      RepositorySettings repository, RunListener listener) {
    MigrationPlan plan = config.plan();
    Watched back = watched(plan.targetRoot(), plan.sourceRoot(), listener);
    return opened(tuned(repository, plan.copy()), plan.id().toString(), back,
        context -> new Rollback(config, order, context, listener, clock).run(back.roots()));
  }

  @Override
  public RunResult rehearseRollback(MigrationConfig config, RollbackOrder order,
      RepositorySettings repository, RunListener listener) {
    MigrationPlan plan = config.plan();
    Watched back = watched(plan.targetRoot(), plan.sourceRoot(), listener);
    return opened(tuned(repository, plan.copy()), plan.id().toString(), back,
        context -> new Rollback(config, order, context, listener, clock).look());
  }

  @Override
  public List<Finding> preflight(MigrationConfig config, RepositorySettings repository) {
    return PreflightOnly.findings(config, clock);
  }

  @Override
  public List<String> acceptHostKeys(MigrationConfig config) {
    return PreflightOnly.acceptHostKeys(config);
  }

  @Override
  public CopyOutlook outlook(MigrationConfig config) {
    return PreflightOnly.outlook(config, clock);
  }

  @Override
  public RunResult copy(DirectoryPair pair, CopyOptions options, RepositorySettings repository,
      RunListener listener) {
    PairRuns runs = PairRuns.of(CopyJobConfiguration.NAME, pair.source(), pair.target());
    CopySettings copy = new CopySettings(options.threads(), CopySettings.DEFAULT.chunkEntries(),
        CopySettings.DEFAULT.partitionsInFlight(), options.maxDelete(), options.xattrs());
    DeletePolicy deletes = switch (options.extras()) {
      case KEEP -> new DeletePolicy.Keep();
      case DELETE -> new DeletePolicy.Delete(options.maxDelete());
    };
    Watched watched = watched(pair.source(), pair.target(), listener);
    return opened(tuned(repository, copy), runs.pair(), watched, context -> {
      int number = runs.number(new Migrations(context.dataSource()));
      String id = runs.id(number);
      Optional<RunResult> closed = outside(options.pace().isPresent()
          ? options.pace().get().window()
          : new JdbcPace(context.dataSource()).window(id), () -> false);
      if (closed.isPresent()) {
        return closed.get();
      }
      try (Paced paced = new Paced(context, clock, copy, options.pace())) {
        RunParts parts = paced.parts(id, listener, Optional.empty());
        // All passes of a pair share a folder: the next one needs to know when the last began.
        CopyWork work = new CopyWork(pair.source(), pair.target(),
            context.settings().runDirectory(runs.pair()), copy, deletes, options.verify(),
            watched.roots());
        return context.runs().run(request(CopyJobConfiguration.NAME, id, pair, options), () -> {
          claim(pair, runs.pair(), id, context, parts);
          takeOverMismatches(pair, id, context);
          paced.begin(id, options.pace(), () -> false);
          return new CopyJobConfiguration(work, number, parts).job();
        }, listener);
      }
    });
  }

  @Override
  public RunResult verify(DirectoryPair pair, VerifyMode mode, Xattrs xattrs,
      RepositorySettings repository, RunListener listener) {
    PairRuns runs = PairRuns.of(VerifyJobConfiguration.NAME, pair.source(), pair.target());
    CopySettings usual = CopySettings.DEFAULT;
    CopySettings copy = new CopySettings(usual.threads(), usual.chunkEntries(),
        usual.partitionsInFlight(), usual.maxDelete(), xattrs);
    CopyOptions options = new CopyOptions(CopyOptions.Extras.KEEP, copy.maxDelete(), mode,
        copy.threads());
    Watched watched = watched(pair.source(), pair.target(), listener);
    return opened(tuned(repository, copy), runs.pair(), watched, context -> {
      String id = runs.id(runs.number(new Migrations(context.dataSource())));
      try (Paced paced = new Paced(context, clock, copy, Optional.empty())) {
        RunParts parts = paced.parts(id, listener, Optional.empty());
        CopyWork work = new CopyWork(pair.source(), pair.target(),
            context.settings().runDirectory(id), copy, new DeletePolicy.Keep(), mode,
            watched.roots());
        return context.runs().run(request(VerifyJobConfiguration.NAME, id, pair, options), () -> {
          refusing(() -> RootChecks.check(pair.source(), pair.target()));
          paced.begin(id, Optional.empty(), () -> false);
          return new VerifyJobConfiguration(work, parts).job();
        }, listener);
      }
    });
  }

  @Override
  public RunResult archive(MigrationConfig config, ArchiveOrder order,
      RepositorySettings repository, RunListener listener) {
    MigrationPlan plan = config.plan();
    Watched watched = watched(plan.sourceRoot(), plan.targetRoot(), listener);
    // The lock of the migration: the two never run beside each other.
    return opened(repository, plan.id().toString(), watched, context -> {
      Archive archive = new Archive(config, order, context, clock);
      Optional<RunResult> refusal = outside(config.pace().window(), () -> false)
          .or(archive::refusal);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      try (Paced paced = new Paced(context, clock, config.archive().threads())) {
        String id = archive.id();
        return archive.run(paced.parts(id, listener, Optional.empty()), watched.roots(),
            () -> paced.begin(id, Optional.of(config.pace()), () -> false));
      }
    });
  }

  @Override
  public RunResult decommission(MigrationConfig config, DecommissionOrder order,
      RepositorySettings repository, RunListener listener) {
    MigrationPlan plan = config.plan();
    String id = plan.id().toString();
    Watched watched = watched(plan.sourceRoot(), plan.targetRoot(), listener);
    return opened(repository, id, watched, context -> {
      try (Threads one = Threads.fixed(1)) {
        RunParts parts = new RunParts(id, context.jobRepository(), context.transactionManager(),
            context.dataSource(), context.fence(), context.stopSignal(), listener, one,
            Pace.UNLIMITED, clock, Optional.empty());
        return new Decommission(config, order, context, parts).run();
      }
    });
  }

  @Override
  public void abandon(long executionId, RepositorySettings repository) {
    new Interventions(repository).abandon(executionId);
  }

  @Override
  public void approve(String migrationId, String gate, String actor, String comment,
      RepositorySettings repository) {
    new Interventions(repository).approve(migrationId, gate, actor, comment);
  }

  @Override
  public boolean requestStop(Optional<String> migrationId, RepositorySettings repository) {
    return new Interventions(repository).requestStop(migrationId);
  }

  @Override
  public void throttle(String migrationId, Map<String, String> limits, String actor,
      RepositorySettings repository) {
    new Interventions(repository).throttle(migrationId, limits, actor);
  }

  @Override
  public boolean await(Instant opensAt, RunListener listener) {
    listener.stepWaits("window", "it opens at " + opensAt);
    return pauseUntil(opensAt);
  }

  @Override
  public Owed lowerThroughput(MigrationConfig config, RepositorySettings repository) {
    return new ThroughputRestore(repository, clock).attempt(config);
  }

  @Override
  public boolean pauseUntil(Instant time) {
    // Without the lock and without the repository: until then this is nobody's run.
    StopSignal idle = new StopSignal();
    Signals.install(idle);
    try {
      while (clock.instant().isBefore(time) && !idle.isRequested()) {
        idle.pause(BETWEEN_LOOKS);
      }
      return !idle.isRequested();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Why the run does not start now, if it has a window that is closed. */
  private Optional<RunResult> outside(Optional<QuietHours> window, BooleanSupplier cutoverBegun) {
    Instant now = clock.instant();
    return window.filter(hours -> !hours.contains(now) && !cutoverBegun.getAsBoolean())
        .map(hours -> new RunResult.OutsideWindow("its window is " + hours + ", the next one opens "
            + hours.shown(hours.nextStart(now)), hours.nextStart(now)));
  }

  private interface Work {
    RunResult run(MigratorContext context) throws IOException, SQLException, InterruptedException;
  }

  /** What is looked at while a run goes on. */
  private record Watched(StallWatch stalls, Roots roots) {}

  private Watched watched(Path source, Path target, RunListener listener) {
    return new Watched(
        new StallWatch(source, target, PendingCall::all,
            new StallWatch.Time(System::nanoTime, clock), stallPatience, listener::notice),
        new Roots(source, target, CoveringMount::of));
  }

  /** What is to be run, and what is looked at meanwhile. */
  private record Watching(Watched watched, Callable<RunResult> work) {}

  private static RunResult opened(RepositorySettings settings, String lockId, Watched watched,
      Work work) {
    return openedEither(settings, lockId,
        context -> new Watching(watched, () -> work.run(context)));
  }

  /** Opens the repository first, and decides by what is in it. */
  private static RunResult openedEither(RepositorySettings settings, String lockId,
      Function<MigratorContext, Watching> decision) {
    try (MigratorContext context = MigratorContext.open(settings, lockId)) {
      Signals.install(context.stopSignal());
      Watching chosen = decision.apply(context);
      return new AttendedRun(context, chosen.watched().stalls(), chosen.watched().roots())
          .of(chosen.work());
    } catch (HeldException e) {
      return new RunResult.Refused("It is running already: " + e.getMessage() + ".",
          "Watch it with `migrator status`, or end it with `migrator stop`.");
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RunResult.Interrupted(0, "an interrupt");
    }
  }

  /** Marks the target; the mark of an interrupted run of the same pair is found again. */
  private static void claim(DirectoryPair pair, String pairId, String id,
      MigratorContext context, RunParts parts) throws IOException, StepFailedException {
    Migrations migrations = new Migrations(context.dataSource());
    refusing(() -> RootChecks.check(pair.source(), pair.target()));
    String identity = identity(pair.target());
    if (migrations.targetIdentity(id).filter(begun -> !begun.equals(identity)).isPresent()) {
      throw new StepFailedException(StepFailedException.Kind.REFUSED,
          "The target " + pair.target() + " is not the directory that this run began with.",
          "Mount it again, check that it is the right file system, then restart.");
    }
    refusing(() -> {
      boolean known = migrations
          .knownTargetIdentity(pair.source().toString(), pair.target().toString())
          .filter(identity::equals).isPresent();
      new ClaimTarget(migrations, parts.guard()).claim(pair.source(), pair.target(),
          new Sentinel(pairId, identity(pair.source()), identity), known);
      migrations.targetIdentity(id, identity);
    });
  }

  /** What an ended copy or verification of the two found to differ behind the same size and time. */
  private static void takeOverMismatches(DirectoryPair pair, String id,
      MigratorContext context) {
    PairRuns verifications = PairRuns.of(VerifyJobConfiguration.NAME, pair.source(),
        pair.target());
    new Problems(context.dataSource(), id).takeOverMismatches(pair.source().toString(),
        pair.target().toString(),
        verifications.id(verifications.number(new Migrations(context.dataSource()))));
  }

  private static String identity(Path directory) throws IOException {
    try (Directory root = Directory.open(directory)) {
      return "directory-" + root.stat().inode();
    }
  }

  private interface Check {
    void run() throws IOException;
  }

  private static void refusing(Check check) throws IOException, StepFailedException {
    try {
      check.run();
    } catch (RootRefusedException e) {
      throw new StepFailedException(StepFailedException.Kind.REFUSED, e.what(), e.remedy());
    }
  }

  private static Runs.Request request(String job, String id, DirectoryPair pair,
      CopyOptions options) {
    SortedMap<String, String> values = new TreeMap<>(options.canonical());
    // The fuse may be raised after a pass was stopped by it.
    values.remove("max-delete");
    return new Runs.Request(job, id, pair.source().toString(), pair.target().toString(),
        new ConfigSnapshot(values));
  }

  private static RepositorySettings tuned(RepositorySettings settings, CopySettings copy) {
    return new RepositorySettings(settings.stateDirectory(), settings.databaseUrl(),
        copy.partitionsInFlight(), settings.lease());
  }
}
