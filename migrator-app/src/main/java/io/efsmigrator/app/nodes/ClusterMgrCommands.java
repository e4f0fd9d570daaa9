package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The argument vectors of the guide, unless the plan has others. The guide itself names
 * {@code upgrade-cluster}, {@code ClusterEFSendpoint}, {@code show-agent-log} and {@code set-Normal};
 * what else is needed stands in the operator's configuration where a cluster calls it otherwise.
 */
final class ClusterMgrCommands {

  private static final String CLUSTER_MGR = "{cluster-mgr}";
  private static final String DNS = "{dns}";

  private final Map<NodeVerb, List<String>> chosen;

  ClusterMgrCommands(Map<NodeVerb, List<String>> chosen) {
    this.chosen = chosen;
  }

  List<String> argv(NodeVerb verb, Node node, Optional<DnsName> name) {
    List<String> template = chosen.getOrDefault(verb, ofGuide(verb));
    return template.stream().map(argument -> switch (argument) {
      case CLUSTER_MGR -> node.clusterMgr();
      case DNS -> name.map(DnsName::value).orElseThrow(() -> new IllegalArgumentException(
          "the command for " + verb.key() + " has no DNS name to stand for {dns}"));
      default -> argument;
    }).toList();
  }

  private static List<String> ofGuide(NodeVerb verb) {
    return switch (verb) {
      case HEALTH -> List.of(CLUSTER_MGR, "show-agent-log");
      case ROLE -> List.of(CLUSTER_MGR, "show-role");
      case ENDPOINT -> List.of(CLUSTER_MGR, "show-endpoint");
      case WRITERS -> List.of(CLUSTER_MGR, "show-agent");
      case RESOLVE -> List.of("getent", "hosts", DNS);
      case UPGRADE -> List.of(CLUSTER_MGR, "upgrade-cluster");
      case SWITCH_ENDPOINT -> List.of(CLUSTER_MGR, "ClusterEFSendpoint", DNS);
      case QUIESCE -> List.of(CLUSTER_MGR, "stop-agent");
      case RESUME -> List.of(CLUSTER_MGR, "start-agent");
      case SET_NORMAL -> List.of(CLUSTER_MGR, "set-Normal");
    };
  }
}
