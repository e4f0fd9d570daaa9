package io.efsmigrator.app.config;

import java.util.List;

/**
 * The cluster: its two nodes and which of them runs the copy.
 *
 * @param copyHost the name of a node, or {@link #BESIDE}
 */
public record ClusterSettings(List<NodeSettings> nodes, String copyHost) {

  /** The copy runs on a machine that is no node of the cluster. */
  public static final String BESIDE = "beside";

  public ClusterSettings {
    nodes = List.copyOf(nodes);
  }

  /** The one node of that role; the reader of the file has seen to it that there is one. */
  public NodeSettings node(NodeSettings.Role role) {
    return nodes.stream().filter(node -> node.role() == role).findFirst().orElseThrow();
  }
}
