package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.Metrics;
import io.efsmigrator.efs.MountNetwork;
import io.efsmigrator.efs.Standings;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks at everything the migration is about to rely on, and changes nothing.
 *
 * <p>Reports what it found; a single BLOCK stops the migration before its first act. Runs again at
 * every restart, because the world may have changed since: so it has to be content also with a
 * migration that is half done.
 */
public final class Preflight implements Stage {

  static final Duration POLL = Duration.ofSeconds(5);

  private final FileSystems fileSystems;
  private final Findings findings;
  private final NodeChecks nodeChecks;
  private final FileSystemChecks fileSystemChecks;
  private final TargetChecks targetChecks;
  private final CopyHostChecks copyHostChecks;
  private final SourceChecks sourceChecks;

  /**
   * What is asked of AWS.
   *
   * @param clock what changed less than a day ago is told by it
   */
  public record Questions(FileSystems fileSystems, MountNetwork network, Standings standings,
      Metrics metrics, Clock clock) {}

  public Preflight(Questions questions, Nodes nodes, Mounts mounts, CutoverRecord record,
      Findings findings) {
    FileSystems fileSystems = questions.fileSystems();
    this.fileSystems = fileSystems;
    this.findings = findings;
    this.nodeChecks = new NodeChecks(nodes, new TargetLookup(fileSystems), record);
    this.fileSystemChecks = new FileSystemChecks(fileSystems);
    this.targetChecks = new TargetChecks(fileSystems, questions.network());
    this.copyHostChecks = new CopyHostChecks(nodes, mounts);
    this.sourceChecks = new SourceChecks(questions.standings(), questions.metrics(),
        questions.clock());
  }

  @Override
  public StageOutcome run(MigrationPlan plan) {
    try {
      Optional<FileSystem> source = fileSystems.find(plan.id().source());
      if (source.isPresent() && source.get().state() == LifeCycleState.UPDATING) {
        // Its throughput is being changed, by this migration or another hand; that ends by itself.
        return new Waiting("the source " + source.get().id() + " is updating", POLL);
      }
      List<Finding> found = new ArrayList<>(nodeChecks.look(plan));
      found.addAll(copyHostChecks.look(plan));
      found.addAll(fileSystemChecks.look(plan, source));
      found.addAll(targetChecks.look(plan, source));
      found.addAll(sourceChecks.look(plan, source));
      found.addAll(Advice.of(plan, source));
      found.add(AwsCalls.finding(plan));
      found.forEach(finding -> findings.report(plan.id(), finding));
      return verdict(found);
    } catch (EfsException e) {
      return Failures.of(e);
    } catch (NodeException e) {
      return Failures.of(e);
    }
  }

  private static StageOutcome verdict(List<Finding> found) {
    List<Finding> blocks = at(Finding.Level.BLOCK, found);
    if (!blocks.isEmpty()) {
      return Blocked.refused(
          blocks.stream().map(Finding::text).collect(Collectors.joining("; ")),
          blocks.stream().map(Finding::remedy).distinct().collect(Collectors.joining(" ")));
    }
    return new Completed(at(Finding.Level.OK, found).size() + " checks passed, "
        + at(Finding.Level.WARN, found).size() + " warnings");
  }

  private static List<Finding> at(Finding.Level level, List<Finding> found) {
    return found.stream().filter(finding -> finding.level() == level).toList();
  }
}
