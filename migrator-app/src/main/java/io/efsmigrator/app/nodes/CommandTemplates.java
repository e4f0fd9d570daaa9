package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.ClusterSettings;
import io.efsmigrator.plan.Node;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Argument vectors with placeholders: the operator's, else those of the adapter.
 *
 * <p>{@code {dns}}, {@code {file-system}} and {@code {node}} may be a part of an argument: their
 * values are checked and hold nothing but letters, digits, dots, hyphens and underscores, so not even
 * an operator's own {@code sh -c} can read more into them. {@code {cluster-mgr}} is a path and stands
 * for a whole argument only.
 */
final class CommandTemplates implements NodeCommands {

  private static final String CLUSTER_MGR = "{cluster-mgr}";
  private static final String DNS = "{dns}";
  private static final String FILE_SYSTEM = "{file-system}";
  private static final String NODE = "{node}";

  private final Map<NodeVerb, List<String>> templates;

  private CommandTemplates(Map<NodeVerb, List<String>> templates) {
    this.templates = templates;
  }

  /**
   * Those of the guide, unless the plan has others. The guide itself names {@code upgrade-cluster},
   * {@code ClusterEFSendpoint}, {@code show-agent-log} and {@code set-Normal}; what else is needed
   * stands in the operator's configuration where a cluster calls it otherwise.
   */
  static CommandTemplates ofGuide(ClusterSettings settings) {
    Map<NodeVerb, List<String>> guide = new EnumMap<>(NodeVerb.class);
    guide.put(NodeVerb.HEALTH, List.of(CLUSTER_MGR, "show-agent-log"));
    guide.put(NodeVerb.ROLE, List.of(CLUSTER_MGR, "show-role"));
    guide.put(NodeVerb.ENDPOINT, List.of(CLUSTER_MGR, "show-endpoint"));
    guide.put(NodeVerb.WRITERS, List.of(CLUSTER_MGR, "show-agent"));
    guide.put(NodeVerb.UPGRADE, List.of(CLUSTER_MGR, "upgrade-cluster"));
    guide.put(NodeVerb.SWITCH_ENDPOINT, List.of(CLUSTER_MGR, "ClusterEFSendpoint", DNS));
    guide.put(NodeVerb.QUIESCE, List.of(CLUSTER_MGR, "stop-agent"));
    guide.put(NodeVerb.RESUME, List.of(CLUSTER_MGR, "start-agent"));
    guide.put(NodeVerb.SET_NORMAL, List.of(CLUSTER_MGR, "set-Normal"));
    return with(guide, settings);
  }

  /** The operator's alone; only the questions about names and ports have an answer of their own. */
  static CommandTemplates ofOperator(ClusterSettings settings) {
    return with(new EnumMap<>(NodeVerb.class), settings);
  }

  private static CommandTemplates with(Map<NodeVerb, List<String>> own, ClusterSettings settings) {
    own.put(NodeVerb.RESOLVE, List.of("getent", "hosts", DNS));
    // bash opens the connection itself: nothing has to be installed on the node for it.
    own.put(NodeVerb.REACH,
        List.of("timeout", "10", "bash", "-c", "exec 3<>/dev/tcp/\"$0\"/2049", DNS));
    own.putAll(settings.commands());
    return new CommandTemplates(own);
  }

  @Override
  public Optional<List<String>> argv(NodeVerb verb, Node node, Optional<DnsName> name) {
    return Optional.ofNullable(templates.get(verb))
        .map(template -> template.stream().map(argument -> argument.equals(CLUSTER_MGR)
            ? node.clusterMgr()
            : filled(argument, verb, node, name)).toList());
  }

  @Override
  public boolean switchesOnlyPaused(Node node) {
    return false;
  }

  boolean has(NodeVerb verb) {
    return templates.containsKey(verb);
  }

  private static String filled(String argument, NodeVerb verb, Node node, Optional<DnsName> name) {
    String text = argument.replace(NODE, node.name().value());
    if (!text.contains(DNS) && !text.contains(FILE_SYSTEM)) {
      return text;
    }
    DnsName dns = name.orElseThrow(() -> new IllegalArgumentException(
        "the command for " + verb.key() + " has no DNS name to stand for {dns}"));
    String firstLabel = dns.value().substring(0, dns.value().indexOf('.'));
    return text.replace(DNS, dns.value()).replace(FILE_SYSTEM, firstLabel);
  }
}
