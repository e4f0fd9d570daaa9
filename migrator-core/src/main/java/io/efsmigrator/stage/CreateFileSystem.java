package io.efsmigrator.stage;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.NewFileSystem;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.RaisedThroughput;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Creates the target, or adopts the one that this migration created before.
 *
 * <p>The creation token follows from the migration's id, so after a crash at any line, even one that
 * lost EFS's answer, the next call finds what was made and EFS would refuse a second one. The token
 * only says who asked, not for what: an existing file system is adopted after its settings were
 * compared with the plan.
 */
public final class CreateFileSystem implements Stage {

  /** The tag that says which migration a file system was made by. */
  public static final String MIGRATION_TAG = "efs-migrator:migration";

  static final Duration POLL = Duration.ofSeconds(3);

  private final FileSystems fileSystems;
  private final TargetLookup targets;
  private final Findings findings;

  public CreateFileSystem(FileSystems fileSystems, Findings findings) {
    this.fileSystems = fileSystems;
    this.targets = new TargetLookup(fileSystems);
    this.findings = findings;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<FileSystem> source = fileSystems.find(plan.id().source());
      if (source.isEmpty()) {
        return Blocked.failed("there is no file system " + plan.id().source(),
            "Correct source.file-system or the Region in the migration file, then restart.");
      }
      NewFileSystem order = order(plan, source.get());
      Optional<FileSystem> target = targets.find(plan);
      if (target.isPresent()) {
        return adopt(plan, order, target.get());
      }
      FileSystem made = fileSystems.create(order);
      return new Waiting(made.id() + " is " + made.state(), POLL);
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (IllegalArgumentException e) {
      return Blocked.refused("the plan does not fit the source: " + e.getMessage(),
          "Choose another performance mode, then restart.");
    }
  }

  private static NewFileSystem order(MigrationPlan plan, FileSystem source) {
    Map<String, String> tags = new HashMap<>(source.tags());
    // Reserved: EFS refuses tags of its own making.
    tags.keySet().removeIf(tag -> tag.startsWith("aws:"));
    tags.put(FileSystem.NAME_TAG, plan.target().name());
    tags.put(MIGRATION_TAG, plan.id().toString());
    return new NewFileSystem(plan.id().creationToken(), plan.target().performanceMode(),
        plan.target().throughput(), source.encryption(), source.oneZone(), tags);
  }

  private StageOutcome adopt(MigrationPlan plan, NewFileSystem order, FileSystem found) {
    Optional<String> difference = difference(plan, order, found);
    if (difference.isPresent()) {
      return Blocked.refused(
          found.id() + " was made by this migration but " + difference.get(),
          "Correct the migration file, or launch with another name for another file system.");
    }
    return switch (found.state()) {
      case CREATING, UPDATING, UNKNOWN -> new Waiting(found.id() + " is " + found.state(), POLL);
      case DELETING, DELETED, ERROR -> Blocked.failed(
          found.id() + " is " + found.state() + " and will not become available",
          "Wait until it is gone or delete it in the console, then restart.");
      case AVAILABLE -> {
        reportWhatIsLeft(plan);
        yield new Completed(found.id() + " is available: " + found.performanceMode() + ", "
            + found.throughput() + ", " + found.encryption());
      }
    };
  }

  private static Optional<String> difference(MigrationPlan plan, NewFileSystem wanted,
      FileSystem found) {
    if (found.id().equals(plan.id().source())) {
      return Optional.of("is the source itself");
    }
    if (!plan.id().toString().equals(found.tags().get(MIGRATION_TAG))) {
      return Optional.of("does not carry the tag " + MIGRATION_TAG + "=" + plan.id());
    }
    if (found.performanceMode() != wanted.performanceMode()) {
      return Optional.of("has performance mode " + found.performanceMode() + ", the plan says "
          + wanted.performanceMode());
    }
    if (!found.encryption().satisfies(wanted.encryption())) {
      return Optional.of("is " + found.encryption() + ", the source " + wanted.encryption());
    }
    if (!found.oneZone().equals(wanted.oneZone())) {
      return Optional.of("is not spread over zones as the source is");
    }
    boolean raised = plan.target().raise().map(RaisedThroughput::throughput)
        .filter(found.throughput()::equals).isPresent();
    if (!raised && !found.throughput().equals(wanted.throughput())) {
      return Optional.of(
          "has throughput " + found.throughput() + ", the plan says " + wanted.throughput());
    }
    return Optional.empty();
  }

  private void reportWhatIsLeft(MigrationPlan plan) {
    findings.report(plan.id(), Finding.warn("not carried over",
        "tags and encryption follow the source; its lifecycle policy, backup policy, file system"
            + " policy, access points and replication do not",
        "Set them on the target by hand before the source is deleted."));
  }
}
