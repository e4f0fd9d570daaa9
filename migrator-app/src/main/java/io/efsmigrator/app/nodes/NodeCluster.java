package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandInput.Answer;
import io.efsmigrator.cluster.ElasticIpRoles;
import io.efsmigrator.cluster.NodeJobs;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.RunCommands;
import io.efsmigrator.plan.ClusterSettings;
import io.efsmigrator.plan.MigrationPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A cluster behind one of the adapters: what can be asked of its nodes, and what be done to them. */
public interface NodeCluster extends Cluster, Nodes, AutoCloseable {

  /** How the guide's cluster-mgr asks whether to copy data. */
  Pattern DATA_QUESTION = Pattern.compile("(?i)\\bmigrate\\b.*\\bdata\\b");
  /** A prompt is one that stays as it is for so long. */
  Duration QUIET = Duration.ofMillis(500);

  /**
   * The cluster of a plan, driven by the adapter that the plan names.
   *
   * @param ssm for the nodes that are reached that way
   */
  static NodeCluster of(MigrationPlan plan, RunCommands ssm, NodeJobs jobs, Clock clock) {
    NodeChannels channels = new NodeChannels(plan.nodes(), ssm);
    ClusterSettings settings = plan.cluster();
    return switch (settings.adapter()) {
      case CLUSTER_MGR -> new CommandCluster(plan, CommandTemplates.ofGuide(settings),
          answeringNo(settings.dataQuestion().orElse(DATA_QUESTION)), channels, jobs, clock);
      case COMMANDS -> new CommandCluster(plan, CommandTemplates.ofOperator(settings),
          settings.dataQuestion().map(NodeCluster::answeringNo)
              .orElseGet(CommandInput.Nothing::new),
          channels, jobs, clock);
      case FSTAB -> new CommandCluster(plan,
          new FstabCommands(plan, settings.fstab().orElseThrow()), new CommandInput.Nothing(),
          channels, jobs, clock);
    };
  }

  /** The same cluster, but for who is Primary. */
  default NodeCluster withRoles(ElasticIpRoles roles) {
    return new ElasticIpCluster(this, roles);
  }

  private static CommandInput answeringNo(Pattern dataQuestion) {
    return new CommandInput.Answers(List.of(new Answer(dataQuestion, "no")), QUIET);
  }

  /** Ends the connections to the nodes; what runs there detached goes on. */
  @Override
  void close();
}
