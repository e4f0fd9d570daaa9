package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandInput.Answer;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.JobProgress;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeJobs;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.ClusterSettings;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.NodeAccess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The guide's cluster, driven by {@code cluster-mgr} on each node.
 *
 * <p>The one question that matters, whether to copy data, is answered with no on every node: the data
 * is on the target and proved before any node is switched. Any other question ends the command.
 */
public final class ClusterMgrCluster implements Cluster, Nodes {

  private static final Pattern DATA_QUESTION = Pattern.compile("(?i)\\bmigrate\\b.*\\bdata\\b");
  private static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofMillis(500);
  /** What {@code sysexits} calls a temporary failure: another command is at work. */
  private static final int TRY_AGAIN = 75;

  private final String migration;
  private final ClusterSettings settings;
  private final ClusterMgrCommands commands;
  private final AgentLog agentLog;
  private final RecordedCommands recorded;
  private final Upgrades upgrades;
  private final Map<NodeName, Node> nodes = new HashMap<>();
  private final Map<NodeName, NodeChannel> channels = new HashMap<>();

  /** The cluster of a plan, each node reached as the plan says. */
  public ClusterMgrCluster(MigrationPlan plan, NodeJobs jobs, Clock clock) {
    this.migration = plan.id().toString();
    this.settings = plan.cluster();
    this.commands = new ClusterMgrCommands(settings.commands());
    this.agentLog = new AgentLog(settings);
    this.recorded = new RecordedCommands(jobs, clock);
    this.upgrades = new Upgrades(jobs, clock);
    for (Node node : plan.nodes()) {
      nodes.put(node.name(), node);
      channels.put(node.name(), channel(node));
    }
  }

  private static NodeChannel channel(Node node) {
    return switch (node.access()) {
      case NodeAccess.Local() -> {
        // What stands beside a node's cluster-mgr belongs to the node as well.
        Path beside = Path.of(node.clusterMgr()).getParent();
        yield beside == null ? LocalChannel.create() : LocalChannel.withPrograms(beside);
      }
    };
  }

  @Override
  public NodeRole role(NodeName node) {
    CommandResult answer = ask(node, NodeVerb.ROLE, Optional.empty());
    if (!answer.succeeded()) {
      return NodeRole.UNKNOWN;
    }
    return switch (Lines.last(answer.out().text()).toLowerCase(Locale.ROOT)) {
      case "primary" -> NodeRole.PRIMARY;
      case "backup" -> NodeRole.BACKUP;
      default -> NodeRole.UNKNOWN;
    };
  }

  @Override
  public NodeHealth health(NodeName node) {
    CommandResult answer = ask(node, NodeVerb.HEALTH, Optional.empty());
    return answer.succeeded()
        ? agentLog.judge(answer.out().text())
        : new NodeHealth.Unclear("its agent log cannot be read: " + complaint(answer));
  }

  @Override
  public Optional<DnsName> endpoint(NodeName node) {
    CommandResult answer = ask(node, NodeVerb.ENDPOINT, Optional.empty());
    if (!answer.succeeded()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new DnsName(Lines.last(answer.out().text())));
    } catch (IllegalArgumentException e) {
      // Something else than a name: the node does not tell.
      return Optional.empty();
    }
  }

  @Override
  public WriterState writers(NodeName node) {
    CommandResult answer = ask(node, NodeVerb.WRITERS, Optional.empty());
    if (!answer.succeeded()) {
      return WriterState.UNKNOWN;
    }
    return switch (Lines.last(answer.out().text()).toLowerCase(Locale.ROOT)) {
      case "running" -> WriterState.RUNNING;
      case "stopped" -> WriterState.QUIESCED;
      default -> WriterState.UNKNOWN;
    };
  }

  @Override
  public boolean resolves(NodeName node, DnsName name) {
    return ask(node, NodeVerb.RESOLVE, Optional.of(name)).succeeded();
  }

  @Override
  public JobProgress upgrade(NodeName node) {
    Node known = known(node);
    return upgrades.bring(channelOf(node), key(node, NodeVerb.UPGRADE), known.jobsDirectory(),
        commands.argv(NodeVerb.UPGRADE, known, Optional.empty()));
  }

  @Override
  public void switchEndpoint(NodeName node, DnsName endpoint) {
    Pattern question = settings.dataQuestion().orElse(DATA_QUESTION);
    order(node, NodeVerb.SWITCH_ENDPOINT, Optional.of(endpoint),
        new CommandInput.Answers(List.of(new Answer(question, "no")), QUIET));
  }

  @Override
  public void quiesce(NodeName node) {
    order(node, NodeVerb.QUIESCE, Optional.empty(), new CommandInput.Nothing());
  }

  @Override
  public void resume(NodeName node) {
    order(node, NodeVerb.RESUME, Optional.empty(), new CommandInput.Nothing());
  }

  @Override
  public void setNormal(NodeName node) {
    order(node, NodeVerb.SET_NORMAL, Optional.empty(), new CommandInput.Nothing());
  }

  private CommandResult ask(NodeName node, NodeVerb verb, Optional<DnsName> name) {
    return run(node, verb, name, new CommandInput.Nothing(), QUESTION_TIMEOUT);
  }

  private void order(NodeName node, NodeVerb verb, Optional<DnsName> name, CommandInput input) {
    CommandResult result = run(node, verb, name, input, settings.commandTimeout());
    if (!result.succeeded()) {
      throw new NodeException(result.exitCode() == TRY_AGAIN ? Kind.BUSY : Kind.FAILED,
          verb.key() + " on " + node + " ended with exit code " + result.exitCode() + ": "
              + complaint(result));
    }
  }

  private CommandResult run(NodeName node, NodeVerb verb, Optional<DnsName> name,
      CommandInput input, Duration timeout) {
    List<String> argv = commands.argv(verb, known(node), name);
    return recorded.run(channelOf(node), key(node, verb), new CommandLine(argv, input, timeout));
  }

  private static String complaint(CommandResult result) {
    String errors = Lines.last(result.err().text());
    return errors.isEmpty() ? Lines.last(result.out().text()) : errors;
  }

  private NodeJobKey key(NodeName node, NodeVerb verb) {
    return new NodeJobKey(migration, verb, node);
  }

  private Node known(NodeName node) {
    return Optional.ofNullable(nodes.get(node))
        .orElseThrow(() -> new IllegalArgumentException("no node is named " + node));
  }

  private NodeChannel channelOf(NodeName node) {
    return Optional.ofNullable(channels.get(node))
        .orElseThrow(() -> new IllegalArgumentException("no node is named " + node));
  }
}
