package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Shows everything that must hold before the cluster is led back, refuses if one thing does not, and
 * else notes that the rollback begins: from then on the migration cannot go on.
 *
 * <p>Whether something has to be brought back is decided here, once: before it begins, by the nodes
 * and by whether one was ever told to use the target.
 */
public final class CheckRollback implements Stage {

  static final Duration POLL = Duration.ofSeconds(5);

  private final RollbackChecks checks;
  private final Findings findings;

  public CheckRollback(RollbackChecks checks, Findings findings) {
    this.checks = checks;
    this.findings = findings;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    return look(plan, Then.BEGIN);
  }

  /** The same without its end: notes nothing but the findings. */
  public StageOutcome lookOnly(MigrationPlan plan) {
    return look(plan, Then.NOTHING);
  }

  /** As if the right id had been typed, if none was; notes nothing but the findings. */
  public StageOutcome rehearse(MigrationPlan plan) {
    return look(plan, Then.REHEARSED);
  }

  private enum Then {
    BEGIN, NOTHING, REHEARSED
  }

  private List<Finding> weighed(List<Finding> found, Then then) {
    return then == Then.REHEARSED && checks.nothingTyped()
        ? found.stream().filter(one -> !one.topic().equals(RollbackChecks.CONFIRMATION)).toList()
        : found;
  }

  private StageOutcome look(MigrationPlan plan, Then then) {
    try {
      Optional<FileSystem> source = checks.source(plan);
      if (source.isPresent() && source.get().state() == LifeCycleState.UPDATING) {
        return new Waiting("the source " + source.get().id() + " is updating", POLL);
      }
      RollbackChecks.Looked looked = checks.look(plan, source);
      List<Finding> found = looked.findings();
      found.forEach(finding -> findings.report(plan.id(), finding));
      if (CheckDecommission.verdict(weighed(found, then)) instanceof Blocked refusal) {
        return refusal;
      }
      if (then == Then.BEGIN) {
        looked.toBegin().ifPresent(begun -> checks.record().begin(plan.id(), begun));
      }
      return new Completed(found.size() + " checks passed");
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }
}
