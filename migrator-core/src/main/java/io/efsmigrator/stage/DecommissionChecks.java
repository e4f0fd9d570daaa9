package io.efsmigrator.stage;

import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.ClientConnections;
import io.efsmigrator.efs.ClientConnections.Observed;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.RecoveryPointArn;
import io.efsmigrator.efs.RecoveryPoints;
import io.efsmigrator.efs.RecoveryPoints.Kept;
import io.efsmigrator.efs.Replications;
import io.efsmigrator.plan.BackupEvidence;
import io.efsmigrator.plan.DecommissionOrder;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that must hold before the source is deleted, asked of the world and not of memory.
 *
 * <p>One list for the stage that shows it and for the stage that deletes: the second asks all of it
 * again each time it is about to act. Nothing here changes anything.
 */
public final class DecommissionChecks {

  /** CloudWatch keeps hourly counts for longer, but gives at most 1440 of them in one answer. */
  static final Duration LOOK_BACK = Duration.ofDays(59);

  private static final List<GuideStage> PROOF = List.of(GuideStage.VERIFY, GuideStage.FINAL_PASS,
      GuideStage.SWITCH_PRIMARY, GuideStage.SWITCH_BACKUP, GuideStage.SET_NORMAL);

  private final FileSystems fileSystems;
  private final TargetLookup targets;
  private final Replications replications;
  private final ClientConnections connections;
  private final RecoveryPoints recoveryPoints;
  private final Nodes nodes;
  private final DecommissionRecord record;
  private final DecommissionOrder order;
  private final Clock clock;

  /** What is asked of AWS about a source, besides how it stands. */
  public record Questions(Replications replications, ClientConnections connections,
      RecoveryPoints recoveryPoints) {}

  /** Checks one order, with everything that has to be asked. */
  public DecommissionChecks(FileSystems fileSystems, Questions questions, Nodes nodes,
      DecommissionRecord record, DecommissionOrder order, Clock clock) {
    this.fileSystems = fileSystems;
    this.targets = new TargetLookup(fileSystems);
    this.replications = questions.replications();
    this.connections = questions.connections();
    this.recoveryPoints = questions.recoveryPoints();
    this.nodes = nodes;
    this.record = record;
    this.order = order;
    this.clock = clock;
  }

  /** Who ordered it, with what in hand, for the history. */
  DecommissionOrder order() {
    return order;
  }

  /** How the source stands. */
  SourceState source(MigrationPlan plan) {
    FileSystemId id = plan.id().source();
    Optional<FileSystem> found = fileSystems.find(id)
        .filter(fileSystem -> fileSystem.state() != LifeCycleState.DELETED);
    boolean ours = record.begun(plan.id(), id);
    if (found.isPresent() && found.get().state() != LifeCycleState.DELETING) {
      return new SourceState.There(found.get());
    }
    return found.isPresent() ? new SourceState.Going(ours) : new SourceState.Gone(ours);
  }

  /** All findings about a source that is there; one BLOCK among them forbids its deletion. */
  List<Finding> look(MigrationPlan plan, FileSystem source) {
    List<Finding> found = new ArrayList<>();
    found.add(confirmation(plan));
    for (GuideStage stage : PROOF) {
      found.add(proof(plan, stage));
    }
    Optional<FileSystem> target = targets.find(plan);
    found.addAll(identity(plan, source, target));
    // Whatever they use, if there is no target it cannot be the right one.
    for (Node node : plan.nodes()) {
      found.add(endpoint(plan, node, target));
    }
    found.add(replications.of(source.id())
        .map(
            what -> Finding.block("replication", source.id() + " is part of a replication: " + what,
                "Delete the replication configuration first."))
        .orElseGet(() -> Finding.ok("replication", source.id() + " is part of no replication")));
    found.add(clients(plan));
    found.add(backup(plan));
    return found;
  }

  private Finding confirmation(MigrationPlan plan) {
    String remedy = "Read the other checks, then give --confirm " + plan.id().source() + ".";
    if (order.confirms(plan.id())) {
      return Finding.ok("confirmation", order.actor() + " typed " + plan.id().source());
    }
    return Finding.block("confirmation", order.typed()
        .map(typed -> "what was typed is not the id of the source, letter by letter")
        .orElse("the id of the source was not typed"), remedy);
  }

  private Finding proof(MigrationPlan plan, GuideStage stage) {
    return record.completed(plan.id(), stage)
        .map(summary -> Finding.ok("migration", stage.stepName() + ": " + summary))
        .orElseGet(() -> Finding.block("migration",
            "the step " + stage.stepName() + " of the migration has not completed",
            "Restart the migration and let it complete."));
  }

  private List<Finding> identity(MigrationPlan plan, FileSystem source,
      Optional<FileSystem> target) {
    if (target.isEmpty()) {
      return List.of(Finding.block("target", "the target of " + plan.id() + " is gone",
          "Find out who deleted it. The source may hold the only copy of the data."));
    }
    List<Finding> found = new ArrayList<>();
    FileSystemId id = target.get().id();
    Optional<FileSystemId> noted = record.target(plan.id());
    found.add(target.get().state() == LifeCycleState.AVAILABLE && noted.equals(Optional.of(id))
        ? Finding.ok("target", id + " is available, and is what was copied to")
        : Finding.block("target",
            id + " is " + target.get().state() + ", and the data was copied to "
                + noted.map(FileSystemId::value).orElse("something that was not noted"),
            "Find out which file system holds the data."));
    if (!source.id().equals(plan.id().source()) || source.id().equals(id)
        || noted.equals(Optional.of(source.id()))
        || source.creationToken().equals(plan.id().creationToken())
        || plan.id().toString().equals(source.tags().get(CreateFileSystem.MIGRATION_TAG))) {
      found.add(Finding.block("identity", source.id() + " is the target of this migration",
          "Never delete it: it holds the data. Correct source.file-system."));
    } else {
      found.add(Finding.ok("identity", source.id() + " is not the target"));
    }
    return found;
  }

  private Finding endpoint(MigrationPlan plan, Node node, Optional<FileSystem> target) {
    Optional<DnsName> uses = nodes.endpoint(node.name());
    Optional<DnsName> wanted = target.map(found -> found.id().dnsName(plan.region()));
    String says = "node " + node.name() + " uses "
        + uses.map(DnsName::value).orElse("something it does not tell");
    return wanted.isPresent() && uses.equals(wanted)
        ? Finding.ok("node", says)
        : Finding.block("node", says + ", not the target",
            "Point every node at the target; nothing may be left on the source.");
  }

  private Finding clients(MigrationPlan plan) {
    FileSystemId source = plan.id().source();
    Instant now = clock.instant();
    Observed observed = connections.between(source, now.minus(LOOK_BACK), now);
    if (!observed.measured()) {
      return Finding.block("clients", "CloudWatch has no count of the clients of " + source
          + " in " + LOOK_BACK.toDays() + " days: whether somebody uses it cannot be told",
          "Check Region and permissions; look at ClientConnections in the console.");
    }
    Duration quiet = observed.lastSeen().map(last -> Duration.between(last, now))
        .orElse(LOOK_BACK);
    return quiet.compareTo(order.soak()) >= 0
        ? Finding.ok("clients", "no client of " + source + " for " + words(quiet))
        : Finding.block("clients", "a client was connected to " + source + " until "
            + observed.lastSeen().map(Instant::toString).orElse("now"),
            "Unmount it everywhere, " + plan.sourceRoot() + " on the copy host included, and wait "
                + words(order.soak()) + ".");
  }

  private Finding backup(MigrationPlan plan) {
    return order.backup().map(evidence -> switch (evidence) {
      case BackupEvidence.RecoveryPoint(RecoveryPointArn arn) -> kept(plan, arn);
      case BackupEvidence.Waived waived -> Finding.warn("backup", waived.toString(),
          "After this the target is the only copy.");
    }).orElseGet(() -> Finding.block("backup", "nothing was said about a backup",
        "Name a recovery point with --recovery-point ARN, or give it up with --without-backup."));
  }

  private Finding kept(MigrationPlan plan, RecoveryPointArn arn) {
    FileSystemId source = plan.id().source();
    if (!arn.region().equals(plan.region())) {
      return Finding.block("backup", arn + " is not in " + plan.region()
          + ": whether it is there cannot be told from here",
          "Name a recovery point in " + plan.region() + ", or give it up with --without-backup.");
    }
    Optional<Kept> found = recoveryPoints.find(source, arn);
    if (found.isEmpty()) {
      return Finding.block("backup", "AWS Backup has no " + arn + " of " + source,
          "Look in the backup vault for a recovery point of " + source + ".");
    }
    return found.get().isComplete()
        ? Finding.ok("backup", arn + " holds " + source + " as of " + found.get().createdAt())
        : Finding.block("backup", arn + " is " + found.get().status() + ", not COMPLETED",
            "Name a complete recovery point, or wait until it is one.");
  }

  private static String words(Duration time) {
    return time.toHours() > 0 ? time.toHours() + " h" : time.toMinutes() + " min";
  }

  /** How a source stands that may be deleted. */
  sealed interface SourceState {

    /** It is there, in whatever state. */
    record There(FileSystem fileSystem) implements SourceState {}

    /** It is being deleted, by this job or by somebody else. */
    record Going(boolean byThisJob) implements SourceState {}

    /** It is no more. */
    record Gone(boolean byThisJob) implements SourceState {}
  }
}
