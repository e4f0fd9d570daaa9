package io.efsmigrator.stage;

import io.efsmigrator.efs.AccessPoints;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemSettings;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.NewFileSystem;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.Optional;

/**
 * Creates the target, or adopts the one that this migration created before or the plan names, and
 * gives it what the source has besides data.
 *
 * <p>The creation token follows from the migration's id, so after a crash at any line, even one that
 * lost EFS's answer, the next call finds what was made and EFS would refuse a second one. Whatever is
 * found is compared with the plan before it is adopted, and everything that is carried over is looked
 * at before it is ordered and read back after it.
 */
public final class CreateFileSystem implements Stage {

  /** The tag that says which migration a file system was made or adopted by. */
  public static final String MIGRATION_TAG = "efs-migrator:migration";

  static final Duration POLL = Duration.ofSeconds(3);

  private final FileSystems fileSystems;
  private final FileSystemSettings settings;
  private final AccessPoints accessPoints;
  private final TargetLookup targets;
  private final Findings findings;

  public CreateFileSystem(FileSystems fileSystems, FileSystemSettings settings,
      AccessPoints accessPoints, Findings findings) {
    this.fileSystems = fileSystems;
    this.settings = settings;
    this.accessPoints = accessPoints;
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
      NewFileSystem order = TargetMatch.order(plan, source.get());
      Optional<FileSystem> target = targets.find(plan);
      if (target.isPresent()) {
        return adopt(plan, order, source.get(), target.get());
      }
      if (plan.target().origin().existing().isPresent()) {
        return Blocked.failed("there is no file system " + plan.target().origin().existing().get(),
            "Correct target.file-system-id in the migration file, or leave it out.");
      }
      FileSystem made = fileSystems.create(order);
      return new Waiting(made.id() + " is " + made.state(), POLL);
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (IllegalArgumentException e) {
      return Blocked.refused("the plan does not fit the source: " + e.getMessage(),
          "Choose other settings for the target, then restart.");
    }
  }

  private StageOutcome adopt(MigrationPlan plan, NewFileSystem order, FileSystem source,
      FileSystem found) {
    Optional<String> difference = TargetMatch.difference(plan, order, found);
    if (difference.isPresent()) {
      String whose = plan.target().origin().existing().isPresent()
          ? found.id() + " is named as the target but "
          : found.id() + " was made by this migration but ";
      return Blocked.refused(whose + difference.get(),
          "Correct the migration file, or launch with another name for another file system.");
    }
    return switch (found.state()) {
      case CREATING, UPDATING, UNKNOWN -> new Waiting(found.id() + " is " + found.state(), POLL);
      case DELETING, DELETED, ERROR -> Blocked.failed(
          found.id() + " is " + found.state() + " and will not become available",
          "Wait until it is gone or delete it in the console"
              + (found.state() == LifeCycleState.ERROR
                  ? ", see to it that its KMS key is enabled"
                  : "")
              + "; then restart.");
      case AVAILABLE -> furnish(plan, order, source, found);
    };
  }

  private StageOutcome furnish(MigrationPlan plan, NewFileSystem order, FileSystem source,
      FileSystem target) {
    Furnishing furnishing = new Furnishing(plan, source, target, settings, accessPoints);
    Optional<StageOutcome> unfinished = furnishing.bring(order.tags());
    if (unfinished.isPresent()) {
      return unfinished.get();
    }
    furnishing.findings().forEach(finding -> findings.report(plan.id(), finding));
    return new Completed(target.id() + " is available: " + target.performanceMode() + ", "
        + target.throughput() + ", " + target.encryption() + "; " + furnishing.summary());
  }
}
