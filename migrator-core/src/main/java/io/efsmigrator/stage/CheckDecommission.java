package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.DecommissionChecks.SourceState;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.List;
import java.util.stream.Collectors;

/** Shows everything that must hold before the source is deleted, and refuses if one thing does not. */
public final class CheckDecommission implements Stage {

  private final DecommissionChecks checks;
  private final Findings findings;

  public CheckDecommission(DecommissionChecks checks, Findings findings) {
    this.checks = checks;
    this.findings = findings;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      return switch (checks.source(plan)) {
        case SourceState.There(var fileSystem) -> {
          List<Finding> found = checks.look(plan, fileSystem);
          found.forEach(finding -> findings.report(plan.id(), finding));
          yield verdict(found);
        }
        case SourceState.Going(boolean ours) -> begun(plan, ours, "is being deleted");
        case SourceState.Gone(boolean ours) -> begun(plan, ours, "is gone");
      };
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }

  private StageOutcome begun(MigrationPlan plan, boolean ours, String how) {
    if (!checks.order().confirms(plan.id())) {
      return unconfirmed(plan);
    }
    return ours
        ? new Completed(plan.id().source() + " " + how + ", as this job has begun")
        : foreign(plan.id().source(), how);
  }

  /** Somebody else deletes or has deleted it: never to be taken for this job's success. */
  static StageOutcome foreign(FileSystemId source, String how) {
    return Blocked.refused(source + " " + how + ", and this job has not begun that",
        "Find out who deletes it; check the ids and the Region in the migration file.");
  }

  static StageOutcome unconfirmed(MigrationPlan plan) {
    return Blocked.refused("the id of the source was not typed, letter by letter",
        "Give --confirm " + plan.id().source() + ".");
  }

  static StageOutcome verdict(List<Finding> found) {
    List<Finding> blocks = found.stream()
        .filter(finding -> finding.level() == Finding.Level.BLOCK).toList();
    return blocks.isEmpty()
        ? new Completed(found.size() + " checks passed")
        : Blocked.refused(blocks.stream().map(Finding::text).collect(Collectors.joining("; ")),
            blocks.stream().map(Finding::remedy).distinct().collect(Collectors.joining(" ")));
  }
}
