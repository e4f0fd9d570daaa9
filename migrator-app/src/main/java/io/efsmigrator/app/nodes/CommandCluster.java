package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.JobProgress;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeJobs;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.ClusterSettings;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster driven by one command for each verb on each node. Which commands those are is what
 * adapters differ in ({@link NodeCommands}); how they are run, recorded and understood is the same.
 *
 * <p>The one question that matters, whether to copy data, is answered with no on every node: the data
 * is on the target and proved before any node is switched. Any other question ends the command.
 */
final class CommandCluster implements NodeCluster {

  private static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(60);
  /** What {@code sysexits} calls a temporary failure: another command is at work. */
  private static final int TRY_AGAIN = 75;

  private final String migration;
  private final ClusterSettings settings;
  private final NodeCommands commands;
  private final AgentLog agentLog;
  private final RecordedCommands recorded;
  private final Upgrades upgrades;
  private final Map<NodeName, Node> nodes = new HashMap<>();
  private final NodeChannels channels;

  private final CommandInput switching;

  /**
   * A cluster whose commands are these.
   *
   * @param switching what the command that switches the endpoint gets to read
   */
  CommandCluster(MigrationPlan plan, NodeCommands commands, CommandInput switching,
      NodeChannels channels, NodeJobs jobs, Clock clock) {
    this.migration = plan.id().toString();
    this.channels = channels;
    this.settings = plan.cluster();
    this.commands = commands;
    this.switching = switching;
    this.agentLog = new AgentLog(settings);
    NodeJobs evidence = new MaskedNodeJobs(jobs);
    this.recorded = new RecordedCommands(evidence, clock);
    this.upgrades = new Upgrades(evidence, clock);
    for (Node node : plan.nodes()) {
      nodes.put(node.name(), node);
    }
  }

  @Override
  public NodeRole role(NodeName node) {
    CommandResult answer = ask(node, NodeVerb.ROLE, Optional.empty());
    if (!answer.succeeded()) {
      return NodeRole.UNKNOWN;
    }
    String line = Lines.last(answer.out().text());
    boolean primary = settings.answers().primary().matcher(line).matches();
    boolean backup = settings.answers().backup().matcher(line).matches();
    if (primary == backup) {
      return NodeRole.UNKNOWN;
    }
    return primary ? NodeRole.PRIMARY : NodeRole.BACKUP;
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
    String line = Lines.last(answer.out().text());
    boolean running = settings.answers().running().matcher(line).matches();
    boolean stopped = settings.answers().stopped().matcher(line).matches();
    if (running == stopped) {
      return WriterState.UNKNOWN;
    }
    return running ? WriterState.RUNNING : WriterState.QUIESCED;
  }

  @Override
  public boolean resolves(NodeName node, DnsName name) {
    return ask(node, NodeVerb.RESOLVE, Optional.of(name)).succeeded();
  }

  @Override
  public boolean reaches(NodeName node, DnsName name) {
    return ask(node, NodeVerb.REACH, Optional.of(name)).succeeded();
  }

  @Override
  public JobProgress upgrade(NodeName node) {
    Node known = known(node);
    return commands.argv(NodeVerb.UPGRADE, known, Optional.empty())
        .map(argv -> upgrades.bring(channels.to(node), key(node, NodeVerb.UPGRADE),
            known.jobsDirectory(), argv))
        .orElseGet(() -> new JobProgress.Exited(0, "nothing to upgrade"));
  }

  @Override
  public void switchEndpoint(NodeName node, DnsName endpoint) {
    if (commands.switchesOnlyPaused(known(node)) && writers(node) != WriterState.QUIESCED
        && !endpoint(node).equals(Optional.of(endpoint))) {
      throw new NodeException(Kind.FAILED,
          "the writers of " + node + " are not paused: its endpoint is not switched under them");
    }
    order(node, NodeVerb.SWITCH_ENDPOINT, Optional.of(endpoint), switching);
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
    if (commands.argv(verb, known(node), name).isEmpty()) {
      return;
    }
    CommandResult result = run(node, verb, name, input, settings.commandTimeout());
    if (!result.succeeded()) {
      throw new NodeException(result.exitCode() == TRY_AGAIN ? Kind.BUSY : Kind.FAILED,
          verb.key() + " on " + node + " ended with exit code " + result.exitCode() + ": "
              + complaint(result));
    }
  }

  private CommandResult run(NodeName node, NodeVerb verb, Optional<DnsName> name,
      CommandInput input, Duration timeout) {
    List<String> argv = commands.argv(verb, known(node), name)
        .orElseThrow(() -> new NodeException(Kind.CANNOT_RUN,
            "there is no command for " + verb.key() + ": set cluster.commands." + verb.key()));
    try {
      return recorded.run(channels.to(node), key(node, verb),
          new CommandLine(argv, input, timeout));
    } catch (NodeException e) {
      throw masked(e, argv);
    }
  }

  /** Channels quote the command; what they quote ends up in the history, and may be a script. */
  private static NodeException masked(NodeException e, List<String> argv) {
    String message = String.valueOf(e.getMessage());
    String shown = Masking.text(message.replace(String.join(" ", argv),
        String.join(" ", Masking.argv(argv))));
    return shown.equals(message) ? e : new NodeException(e.kind(), shown);
  }

  private static String complaint(CommandResult result) {
    String errors = Lines.last(result.err().text());
    return Masking.text(errors.isEmpty() ? Lines.last(result.out().text()) : errors);
  }

  private NodeJobKey key(NodeName node, NodeVerb verb) {
    return new NodeJobKey(migration, verb, node);
  }

  private Node known(NodeName node) {
    return Optional.ofNullable(nodes.get(node))
        .orElseThrow(() -> new IllegalArgumentException("no node is named " + node));
  }

  @Override
  public void close() {
    channels.close();
  }
}
