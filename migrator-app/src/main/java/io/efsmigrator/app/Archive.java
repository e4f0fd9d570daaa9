package io.efsmigrator.app;

import io.efsmigrator.app.aws.AwsAccess;
import io.efsmigrator.app.aws.S3ObjectStore;
import io.efsmigrator.app.config.ArchiveSettings;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.job.ArchiveJobConfiguration;
import io.efsmigrator.app.job.ArchiveWork;
import io.efsmigrator.app.job.Roots;
import io.efsmigrator.app.job.RunParts;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.app.state.ArchiveHold;
import io.efsmigrator.app.state.JdbcNodeJobs;
import io.efsmigrator.app.state.Migrations;
import io.efsmigrator.archive.ArchiveKeys;
import io.efsmigrator.archive.ArchiveOrder;
import io.efsmigrator.archive.ArchiveStore;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.Mounts;
import io.efsmigrator.stage.Mounts.MountState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Wires the archive of a source.
 *
 * <p>The runs of one order are numbered like those of a pair: an unfinished one is gone on with. Another
 * order is another run, so what was ordered for one never changes on its way.
 */
final class Archive {

  private final MigrationConfig config;
  private final MigrationPlan plan;
  private final ArchiveOrder order;
  private final MigratorContext context;
  private final Clock clock;
  private final PairRuns runs;
  private final ArchiveHold hold;

  Archive(MigrationConfig config, ArchiveOrder order, MigratorContext context, Clock clock) {
    this.config = config;
    this.plan = config.plan();
    this.order = order;
    this.context = context;
    this.clock = clock;
    this.runs = PairRuns.of(ArchiveJobConfiguration.NAME, plan.id().toString(),
        new ConfigSnapshot(order.canonical()).text()).below(plan.id().toString());
    this.hold = new ArchiveHold(context.dataSource(), plan.id().source().toString(),
        real(plan.sourceRoot()).toString());
  }

  /** As {@code copy} calls it; a path that is not there is refused later, in better words. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** The run to go on with, or a new one. */
  String id() {
    return runs.id(runs.number(new Migrations(context.dataSource())));
  }

  /** Why nothing is started, if so. */
  Optional<RunResult> refusal() {
    return hold.inUseBy().map(by -> new RunResult.Refused(by + " is at work on this source.",
        "Let it end, or stop it with `migrator stop`; then give the command again."));
  }

  /** Runs until the job completes, fails or is stopped; {@code begin} is called under the lease. */
  RunResult run(RunParts parts, Roots roots, Runnable begin)
      throws IOException, SQLException, InterruptedException {
    try (World world = World.open(config, new JdbcNodeJobs(context.dataSource()), clock);
        S3ObjectStore bucket = S3ObjectStore.connect(access(), order.bucket(),
            order.storageClass())) {
      ArchiveWork work = new ArchiveWork(plan.sourceRoot(),
          context.settings().runDirectory(parts.migrationId()), order,
          new ArchiveStore(bucket, bucket, new ArchiveKeys(base())), about(parts.migrationId()),
          () -> {
            mounted(world.mounts());
            if (order.fate() != ArchiveOrder.Fate.DRY_RUN) {
              bucket.check();
            }
          }, this::held, roots);
      return context.runs().run(
          new Runs.Request(ArchiveJobConfiguration.NAME, parts.migrationId(),
              plan.id().source().toString(), "s3://" + order.bucket() + "/" + base(),
              new ConfigSnapshot(order.canonical())),
          () -> {
            begin.run();
            return new ArchiveJobConfiguration(work, parts).job();
          }, parts.listener());
    }
  }

  /** Keys of one migration are below its id, so nobody else's uploads are ever taken for ours. */
  private String base() {
    return (order.prefix().isEmpty() ? "" : order.prefix() + "/") + plan.id() + "/";
  }

  private AwsAccess access() {
    ArchiveSettings settings = config.archive();
    return settings.endpoint()
        .<AwsAccess>map(uri -> config.sandbox().isPresent()
            ? new AwsAccess.Endpoint(settings.region(), uri)
            : new AwsAccess.OtherServer(settings.region(), uri))
        .orElseGet(() -> new AwsAccess.Account(settings.region()));
  }

  private Map<String, String> about(String run) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("run", run);
    about.put("migration", plan.id().toString());
    about.put("source", plan.id().source().toString());
    about.put("bucket", order.bucket().value());
    about.put("storageClass", order.storageClass().name());
    return about;
  }

  private void mounted(Mounts mounts) throws StepFailedException {
    String what = switch (mounts.look(plan.sourceRoot(), plan.id().source())) {
      case MountState.Expected() -> "";
      case MountState.Nothing() -> "nothing is mounted there";
      case MountState.Other(String other) -> "it is " + other;
    };
    if (!what.isEmpty()) {
      throw new StepFailedException(StepFailedException.Kind.REFUSED,
          plan.sourceRoot() + " is not a mount of " + plan.id().source() + ": " + what + ".",
          "Mount it there, or correct source.path; then give the command again.");
    }
  }

  private void held() throws StepFailedException {
    Optional<String> by = hold.mirroredBy();
    if (by.isPresent()) {
      throw new StepFailedException(StepFailedException.Kind.REFUSED,
          "Nothing is deleted from a source that is being copied: " + by.get()
              + " has begun to mirror it.",
          "Archive without --delete-after-verify; the source goes with `decommission`.");
    }
  }
}
