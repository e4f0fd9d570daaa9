package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandInput.Answer;
import io.efsmigrator.cluster.ElasticIp;
import io.efsmigrator.cluster.ElasticIpRoles;
import io.efsmigrator.cluster.NodeJobs;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.RunCommands;
import io.efsmigrator.plan.ClusterSettings;
import io.efsmigrator.plan.MigrationPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
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
    return of(plan, ssm, jobs, clock, commands -> commands);
  }

  /** The same, whose nodes ask their instance metadata whether they hold this address. */
  static NodeCluster askingMetadata(MigrationPlan plan, ElasticIp address, RunCommands ssm,
      NodeJobs jobs, Clock clock) {
    return of(plan, ssm, jobs, clock,
        commands -> new MetadataRole(commands, MetadataRole.SERVICE, address));
  }

  private static NodeCluster of(MigrationPlan plan, RunCommands ssm, NodeJobs jobs, Clock clock,
      UnaryOperator<NodeCommands> changed) {
    ClusterSettings settings = plan.cluster();
    NodeCommands commands = switch (settings.adapter()) {
      case CLUSTER_MGR -> CommandTemplates.ofGuide(settings);
      case COMMANDS -> CommandTemplates.ofOperator(settings);
      case FSTAB -> new FstabCommands(plan, settings.fstab().orElseThrow());
    };
    CommandInput switching = switch (settings.adapter()) {
      case CLUSTER_MGR -> answeringNo(settings.dataQuestion().orElse(DATA_QUESTION));
      case COMMANDS -> settings.dataQuestion().map(NodeCluster::answeringNo)
          .orElseGet(CommandInput.Nothing::new);
      case FSTAB -> new CommandInput.Nothing();
    };
    return new CommandCluster(plan, changed.apply(commands), switching,
        new NodeChannels(plan.nodes(), ssm), jobs, clock);
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
