package io.efsmigrator.app;

import io.efsmigrator.app.cli.Launcher;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.job.CopyJobConfiguration;
import io.efsmigrator.app.job.CopyWork;
import io.efsmigrator.app.job.MigrationJobConfiguration;
import io.efsmigrator.app.job.Roots;
import io.efsmigrator.app.job.RunParts;
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
import io.efsmigrator.app.pace.Pacing;
import io.efsmigrator.app.state.JdbcCutoverRecord;
import io.efsmigrator.app.state.JdbcNodeJobs;
import io.efsmigrator.app.state.JdbcPace;
import io.efsmigrator.app.state.Migrations;
import io.efsmigrator.copy.RootChecks;
import io.efsmigrator.copy.RootRefusedException;
import io.efsmigrator.copy.Sentinel;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.PaceSettings;
import io.efsmigrator.plan.QuietHours;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.PendingCall;
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
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

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
    String id = plan.id().toString();
    Watched watched = watched(plan.sourceRoot(), plan.targetRoot(), listener);
    return opened(tuned(repository, plan.copy()), id, watched, context -> {
      JdbcCutoverRecord record = new JdbcCutoverRecord(context.dataSource());
      BooleanSupplier cutoverBegun = () -> record.begun(plan.id());
      Optional<RunResult> closed = outside(config.pace().window(), cutoverBegun);
      if (closed.isPresent()) {
        return closed.get();
      }
      try (Pacing pacing = new Pacing(context.stopSignal());
          World world = World.open(config, new JdbcNodeJobs(context.dataSource()), clock);
          ExecutorService pool = pool(pacing, plan.copy(), Optional.of(config.pace()))) {
        RunParts parts = parts(context, id, listener, pool, pacing, until);
        CopyWork work = new CopyWork(plan.sourceRoot(), plan.targetRoot(),
            context.settings().runDirectory(id), plan.copy(),
            new DeletePolicy.Delete(plan.copy().maxDelete()), plan.verify(), watched.roots());
        var cutover = record.finalPassProof(plan.id()).isPresent()
            ? MigrationJobConfiguration.Cutover.PROVED
            : MigrationJobConfiguration.Cutover.AHEAD;
        return context.runs().run(
            new Runs.Request(MigrationJobConfiguration.NAME, id, plan.id().source().toString(),
                plan.target().name(), new ConfigSnapshot(config.canonical())),
            () -> {
              begin(pacing, context, id, Optional.of(config.pace()), cutoverBegun);
              return new MigrationJobConfiguration(plan,
                  Stages.of(world, context.dataSource(), parts.guard(), clock), work, parts,
                  cutover).job();
            }, listener);
      }
    });
  }

  @Override
  public List<Finding> preflight(MigrationConfig config, RepositorySettings repository) {
    return PreflightOnly.findings(config, clock);
  }

  @Override
  public RunResult copy(DirectoryPair pair, CopyOptions options, RepositorySettings repository,
      RunListener listener) {
    PairRuns runs = PairRuns.of(CopyJobConfiguration.NAME, pair.source(), pair.target());
    CopySettings copy = new CopySettings(options.threads(), CopySettings.DEFAULT.chunkEntries(),
        CopySettings.DEFAULT.partitionsInFlight(), options.maxDelete());
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
      try (Pacing pacing = new Pacing(context.stopSignal());
          ExecutorService pool = pool(pacing, copy, options.pace())) {
        RunParts parts = parts(context, id, listener, pool, pacing, Optional.empty());
        // All passes of a pair share a folder: the next one needs to know when the last began.
        CopyWork work = new CopyWork(pair.source(), pair.target(),
            context.settings().runDirectory(runs.pair()), copy, deletes, options.verify(),
            watched.roots());
        return context.runs().run(request(CopyJobConfiguration.NAME, id, pair, options), () -> {
          claim(pair, runs.pair(), id, context, parts);
          begin(pacing, context, id, options.pace(), () -> false);
          return new CopyJobConfiguration(work, number, parts).job();
        }, listener);
      }
    });
  }

  @Override
  public RunResult verify(DirectoryPair pair, VerifyMode mode, RepositorySettings repository,
      RunListener listener) {
    PairRuns runs = PairRuns.of(VerifyJobConfiguration.NAME, pair.source(), pair.target());
    CopySettings copy = CopySettings.DEFAULT;
    CopyOptions options = new CopyOptions(CopyOptions.Extras.KEEP, copy.maxDelete(), mode,
        copy.threads());
    Watched watched = watched(pair.source(), pair.target(), listener);
    return opened(tuned(repository, copy), runs.pair(), watched, context -> {
      String id = runs.id(runs.number(new Migrations(context.dataSource())));
      try (Pacing pacing = new Pacing(context.stopSignal());
          ExecutorService pool = pool(pacing, copy, Optional.empty())) {
        RunParts parts = parts(context, id, listener, pool, pacing, Optional.empty());
        CopyWork work = new CopyWork(pair.source(), pair.target(),
            context.settings().runDirectory(id), copy, new DeletePolicy.Keep(), mode,
            watched.roots());
        return context.runs().run(request(VerifyJobConfiguration.NAME, id, pair, options), () -> {
          refusing(() -> RootChecks.check(pair.source(), pair.target()));
          begin(pacing, context, id, Optional.empty(), () -> false);
          return new VerifyJobConfiguration(work, parts).job();
        }, listener);
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
    // Without the lock and without the repository: until then this is nobody's run.
    StopSignal idle = new StopSignal();
    Signals.install(idle);
    listener.stepWaits("window", "it opens at " + opensAt);
    try {
      while (clock.instant().isBefore(opensAt) && !idle.isRequested()) {
        idle.pause(BETWEEN_LOOKS);
      }
      return !idle.isRequested();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ExecutorService pool(Pacing pacing, CopySettings copy,
      Optional<PaceSettings> pace) {
    return switch (pace.orElse(PaceSettings.DEFAULT).concurrency()) {
      case FIXED -> RunParts.pool(copy.threads());
      case ADAPTIVE -> pacing.adaptivePool(copy.threads());
    };
  }

  /** Why the run does not start now, if it has a window that is closed. */
  private Optional<RunResult> outside(Optional<QuietHours> window, BooleanSupplier cutoverBegun) {
    Instant now = clock.instant();
    return window.filter(hours -> !hours.contains(now) && !cutoverBegun.getAsBoolean())
        .map(hours -> new RunResult.OutsideWindow("its window is " + hours + ", the next one opens "
            + hours.shown(hours.nextStart(now)), hours.nextStart(now)));
  }

  /** What was asked for is noted, then what holds is held: a throttle of an earlier run wins. */
  private void begin(Pacing pacing, MigratorContext context, String id,
      Optional<PaceSettings> asked, BooleanSupplier cutoverBegun) {
    JdbcPace state = new JdbcPace(context.dataSource());
    asked.ifPresent(pace -> state.asked(id, pace.limits(), pace.window()));
    pacing.begin(state, id, state.window(id), clock, cutoverBegun);
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

  private static RunResult opened(RepositorySettings settings, String lockId, Watched watched,
      Work work) {
    try (MigratorContext context = MigratorContext.open(settings, lockId)) {
      Signals.install(context.stopSignal());
      return new AttendedRun(context, watched.stalls(), watched.roots())
          .of(() -> work.run(context));
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

  private RunParts parts(MigratorContext context, String id, RunListener listener,
      ExecutorService pool, Pacing pacing, Optional<String> until) {
    return new RunParts(id, context.jobRepository(), context.transactionManager(),
        context.dataSource(), context.fence(), context.stopSignal(), listener, pool, pacing.pace(),
        clock, until);
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
