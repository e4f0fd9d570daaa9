package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.stage.RollbackRecord.Begun;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.util.List;
import java.util.Optional;

/**
 * Makes the source ready to be written to from the target: both mounted on the copy host, no node at
 * work on the source, and the source marked as the goal of the way back.
 *
 * <p>The mark is another one than that of the way there, so neither direction takes the other's for
 * its own. After a crash what is mounted and marked is found so; once the Primary has returned, the
 * source belongs to the cluster and is not marked again.
 */
public final class PrepareReverse implements Stage {

  private final Nodes nodes;
  private final MountPoints points;
  private final WriterPause pause;
  private final RollbackRecord record;
  private final TargetMark mark;

  /** Marks the source with that mark; it names the target as where the data comes from. */
  public PrepareReverse(Nodes nodes, Cluster cluster, Mounts mounts, RollbackRecord record,
      TargetMark mark) {
    this.nodes = nodes;
    this.points = new MountPoints(nodes, mounts);
    this.pause = new WriterPause(nodes, cluster);
    this.record = record;
    this.mark = mark;
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      ReverseState state = ReverseState.of(plan, nodes, record);
      return state.end().orElseGet(() -> prepare(plan, state));
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    } catch (Mounts.MountFailed e) {
      return MountPoints.failed(e);
    }
  }

  private StageOutcome prepare(MigrationPlan plan, ReverseState state) {
    FileSystemId source = plan.id().source();
    FileSystemId target = record.begun(plan.id()).map(Begun::target).orElseThrow();
    Optional<StageOutcome> refusal = points.refuseBackup(plan)
        .or(() -> points.mount(plan.targetRoot(), target, plan))
        .or(() -> points.mount(plan.sourceRoot(), source, plan));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (state == ReverseState.TO_COMPARE) {
      return new Completed("both are mounted; nothing will be written to the source");
    }
    // What a node writes there from now on could not be told from what is brought back.
    Optional<DnsName> there = Optional.of(source.dnsName(plan.region()));
    List<Node> onSource = WriterPause.primaryLast(plan).stream()
        .filter(node -> nodes.endpoint(node.name()).equals(there)).toList();
    StageOutcome paused = pause.all(onSource);
    if (!(paused instanceof Completed(String words))) {
      return paused;
    }
    return mark.claim(plan, target)
        .<StageOutcome>map(why -> Blocked.refused(
            plan.sourceRoot() + " cannot be brought up to date: " + why,
            "Look whose mark that is; nothing was changed."))
        .orElseGet(() -> new Completed(
            source + " is mounted at " + plan.sourceRoot() + " and marked; " + words));
  }
}
